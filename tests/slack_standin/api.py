"""The Web API methods: arguments in, Slack's answer out."""

from collections.abc import Callable
from typing import Any

from tests.slack_standin.checks import block_problem, view_problem
from tests.slack_standin.state import APP_TOKEN, BOT_TOKEN, BOT_USER, TEAM, Posted, State

Answer = dict[str, Any]
Method = Callable[[State, dict[str, Any]], Answer]


class Refused(Exception):  # noqa: N818 - named as Slack would say it
    """Slack's ``ok: false`` with an error code."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.answer: Answer = {"ok": False, "error": code, **more}


def call(state: State, method: str, token: str, args: dict[str, Any], base_url: str) -> Answer:
    """Carry out one call."""
    state.calls.append((method, args))
    try:
        _authenticate(state, method, token)
        if method == "apps.connections.open":
            return {"ok": True, "url": f"{base_url.replace('http', 'ws', 1)}/socket?ticket={next(state.counter)}"}
        if method == "files.getUploadURLExternal":
            return _upload_url(state, args, base_url)
        return {"ok": True, **METHODS.get(method, unknown)(state, args)}
    except Refused as refused:
        return refused.answer


def _authenticate(state: State, method: str, token: str) -> None:
    if method == "oauth.v2.access":
        return
    if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
        raise Refused("invalid_auth" if token else "not_authed")
    if state.token_revoked and method != "apps.connections.open":
        raise Refused("token_revoked")


def _postable(state: State, args: dict[str, Any]) -> str:
    channel_id = args.get("channel", "")
    if channel_id in state.users:
        channel_id = state.direct(channel_id).id
    channel = state.channels.get(channel_id)
    if channel is None or (channel.private and BOT_USER not in channel.members):
        raise Refused("channel_not_found")
    if channel.archived:
        raise Refused("is_archived")
    if BOT_USER not in channel.members and not channel.im:
        raise Refused("not_in_channel")
    if channel.posting_restricted:
        raise Refused("restricted_action")
    return channel_id


def _checked(args: dict[str, Any]) -> None:
    if not args.get("text") and not args.get("blocks"):
        raise Refused("no_text")
    if problem := block_problem(args.get("blocks") or [], 50):
        raise Refused("invalid_blocks", response_metadata={"messages": [f"[ERROR] {problem}"]})


def post_message(state: State, args: dict[str, Any]) -> Answer:
    """chat.postMessage."""
    channel_id = _postable(state, args)
    _checked(args)
    thread = args.get("thread_ts")
    if thread and not any(m.ts == thread and m.channel == channel_id for m in state.messages):
        raise Refused("thread_not_found")
    message = Posted(state.next_ts(), channel_id, dict(args))
    state.messages.append(message)
    return {"channel": channel_id, "ts": message.ts, "message": {"ts": message.ts, **args}}


def update(state: State, args: dict[str, Any]) -> Answer:
    """chat.update; only chat.postMessage takes a member's id for the conversation with them."""
    if args.get("channel") in state.users:
        raise Refused("channel_not_found")
    channel_id = _postable(state, args)
    _checked(args)
    for message in state.messages:
        if message.ts == args.get("ts") and message.channel == channel_id and not message.deleted:
            message.args |= args
            message.edits += 1
            return {"channel": channel_id, "ts": message.ts, "text": message.text}
    raise Refused("message_not_found")


def delete(state: State, args: dict[str, Any]) -> Answer:
    """chat.delete."""
    for message in state.messages:
        if message.ts == args.get("ts") and message.channel == args.get("channel"):
            message.deleted = True
            return {"channel": message.channel, "ts": message.ts}
    raise Refused("message_not_found")


def post_ephemeral(state: State, args: dict[str, Any]) -> Answer:
    """chat.postEphemeral."""
    _postable(state, args)
    _checked(args)
    state.ephemerals.append(dict(args))
    return {"message_ts": state.next_ts()}


def permalink(_state: State, args: dict[str, Any]) -> Answer:
    """chat.getPermalink."""
    ts = str(args.get("message_ts", "")).replace(".", "")
    return {"channel": args.get("channel"), "permalink": f"https://acme.slack.com/archives/{args.get('channel')}/p{ts}"}


def history(state: State, args: dict[str, Any]) -> Answer:
    """conversations.history and conversations.replies, newest first as Slack has it, with metadata."""
    channel = state.channels.get(args["channel"])
    needed = (
        "channels:history"
        if channel is None
        else f"{'im' if channel.im else 'groups' if channel.private else 'channels'}:history"
    )
    if needed not in state.scopes:
        raise Refused("missing_scope", needed=needed, provided=state.scopes)
    oldest, thread = float(args.get("oldest") or 0), args.get("ts")
    found = [m for m in state.in_channel(args["channel"], replies=thread is not None) if float(m.ts) >= oldest]
    if thread:
        found = [m for m in found if thread in {m.ts, m.thread_ts}]
    shown = [{"type": "message", "ts": m.ts, "user": BOT_USER, "bot_id": "B0BOT", **m.args} for m in reversed(found)]
    return {"messages": shown[: int(args.get("limit") or 100)], "has_more": False}


def channel_info(state: State, args: dict[str, Any]) -> Answer:
    """conversations.info."""
    channel = state.channels.get(args.get("channel", ""))
    if channel is None or (channel.private and BOT_USER not in channel.members):
        raise Refused("channel_not_found")
    return {
        "channel": {
            "id": channel.id,
            "name": channel.name,
            "is_private": channel.private,
            "is_archived": channel.archived,
            "is_member": BOT_USER in channel.members,
            "is_im": channel.im,
        }
    }


def members(state: State, args: dict[str, Any]) -> Answer:
    """conversations.members."""
    if args.get("channel") not in state.channels:
        raise Refused("channel_not_found")
    return {"members": sorted(state.channels[args["channel"]].members), "response_metadata": {"next_cursor": ""}}


def user_channels(state: State, args: dict[str, Any]) -> Answer:
    """users.conversations."""
    user = args.get("user") or BOT_USER
    found = [
        {"id": c.id, "name": c.name, "is_private": c.private} for c in state.channels.values() if user in c.members and not c.im
    ]
    return {"channels": found, "response_metadata": {"next_cursor": ""}}


def user_info(state: State, args: dict[str, Any]) -> Answer:
    """users.info."""
    if args.get("user") not in state.users:
        raise Refused("user_not_found")
    return {"user": state.users[args["user"]]}


def open_direct(state: State, args: dict[str, Any]) -> Answer:
    """conversations.open."""
    return {"channel": {"id": state.direct(str(args.get("users", "")).split(",")[0]).id}}


def open_view(state: State, args: dict[str, Any]) -> Answer:
    """views.open, views.push and views.update."""
    view = args.get("view") or {}
    if problem := view_problem(view):
        raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {problem}"]})
    view_id = args.get("view_id") or f"V{next(state.counter)}"
    state.views[view_id] = {**view, "id": view_id, "team_id": TEAM}
    return {"view": state.views[view_id]}


def publish_view(state: State, args: dict[str, Any]) -> Answer:
    """views.publish."""
    view = args.get("view") or {}
    if problem := block_problem(view.get("blocks", []), 100):
        raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {problem}"]})
    state.homes[args["user_id"]] = view
    return {"view": {**view, "id": f"V{next(state.counter)}"}}


def _upload_url(state: State, args: dict[str, Any], base_url: str) -> Answer:
    file_id = f"F{next(state.counter)}"
    state.files[file_id] = {
        "name": args.get("filename"),
        "length": int(args.get("length", 0)),
        "alt": args.get("alt_txt"),
        "body": b"",
    }
    return {"ok": True, "file_id": file_id, "upload_url": f"{base_url}/upload/{file_id}"}


def complete_upload(state: State, args: dict[str, Any]) -> Answer:
    """files.completeUploadExternal."""
    for file in args.get("files") or []:
        state.files[file["id"]] |= {
            "title": file.get("title"),
            "channel": args.get("channel_id"),
            "comment": args.get("initial_comment"),
        }
    return {"files": [{"id": file["id"], "title": file.get("title")} for file in args.get("files") or []]}


def auth_test(state: State, _args: dict[str, Any]) -> Answer:
    """auth.test."""
    return {
        "url": "https://acme.slack.com/",
        "team": "Acme",
        "team_id": TEAM,
        "user": "moves",
        "user_id": BOT_USER,
        "bot_id": "B0BOT",
    }


def unknown(_state: State, _args: dict[str, Any]) -> Answer:
    """Any method that the stand-in does not have."""
    raise Refused("unknown_method")


METHODS: dict[str, Method] = {
    "api.test": lambda _state, _args: {},
    "auth.test": auth_test,
    "team.info": lambda _state, _args: {"team": {"id": TEAM, "name": "Acme", "domain": "acme"}},
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "chat.unfurl": lambda _state, _args: {},
    "conversations.history": history,
    "conversations.replies": history,
    "conversations.info": channel_info,
    "conversations.members": members,
    "conversations.open": open_direct,
    "users.info": user_info,
    "users.conversations": user_channels,
    "usergroups.users.list": lambda _state, _args: {"users": []},
    "views.open": open_view,
    "views.push": open_view,
    "views.update": open_view,
    "views.publish": publish_view,
    "files.completeUploadExternal": complete_upload,
}
