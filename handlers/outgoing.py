"""What a delivery says: from the outbox's plain rows to a message in the channel's language, as things stand now."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.mrkdwn import Message, section
from handlers.posting import Outgoing
from handlers.texts import Texts, language
from handlers.views.alert import alert_message, simple_message
from handlers.views.bundle import bundle_message
from handlers.views.thread import thread_line
from storage import alerts, workspaces
from storage.directory import Directory
from storage.lifecycle import Change, changes, shown_of
from storage.models import Alert, Channel, ChannelRow, Delivery, Move, Report, Watch


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be sent, and what is to be noted once it was.

    Attributes:
        outgoing: the message.
        shown: by alert id, what the message says of each (see `lifecycle.shown_of`).
        reply: the payload of the thread line that follows an edit, or None.
        story: the move and its reports, for the log and the metrics.
    """

    outgoing: Outgoing
    shown: dict[int, dict[str, Any]]
    reply: dict[str, Any] | None = None
    story: tuple[Move, Sequence[Report]] | None = None


async def plan(session: AsyncSession, delivery: Delivery, directory: Directory) -> Plan | None:
    """Say what a delivery sends; None where there is nothing (any more) to be said."""
    del directory
    channel = await _channel(session, delivery)
    texts = await _texts(session, channel)
    if "text" in delivery.payload or "key" in delivery.payload:
        return Plan(await _ready(session, delivery, texts), {})
    return await _PLANS[delivery.op](session, delivery, channel, texts)


async def _channel(session: AsyncSession, delivery: Delivery) -> Channel:
    row = await session.get(ChannelRow, (delivery.team_id, delivery.channel_id))
    return Channel.of(row) if row else Channel(team_id=delivery.team_id, channel_id=delivery.channel_id)


async def _texts(session: AsyncSession, channel: Channel) -> Texts:
    workspace = await workspaces.workspace(session, channel.team_id)
    chosen = workspace.settings if workspace else {}
    return Texts(language(channel.lang or chosen.get("lang")), channel.tz or chosen.get("tz") or "UTC")


async def _ready(session: AsyncSession, delivery: Delivery, texts: Texts) -> Outgoing:
    """A message that was written when it was put in the outbox, or a text with its values."""
    payload = delivery.payload
    alert = await alerts.by_id(session, delivery.alert_id) if delivery.alert_id else None
    if "key" in payload:
        said = texts(payload["key"], **payload.get("values", {}))
        message = Message(text=said, blocks=[section(said)])
    else:
        message = Message(text=payload["text"], blocks=payload.get("blocks", []))
    at = (alert.ts or alert.bundle_ts) if alert else None
    return Outgoing(
        delivery.channel_id,
        delivery.dedupe,
        [message],
        edit_ts=at if delivery.op == "update" else None,
        thread_ts=at if delivery.op == "reply" else payload.get("thread_ts"),
    )


Story = tuple[Alert, Move, list[Report], list[Watch]]


async def _story(session: AsyncSession, alert_id: int | None) -> Story | None:
    alert = await alerts.by_id(session, alert_id) if alert_id else None
    story = await alerts.story_of(session, alert) if alert else None
    return (alert, *story) if alert and story else None


async def _alert(session: AsyncSession, delivery: Delivery, _channel: Channel, texts: Texts) -> Plan | None:
    story = await _story(session, delivery.alert_id)
    if story is None or story[0].state != "pending":
        return None
    alert, move, *_ = story
    outgoing = Outgoing(delivery.channel_id, delivery.dedupe, _forms(story, texts), facts=_facts(alert))
    return Plan(outgoing, {alert.id or 0: shown_of(move)}, story=(move, story[2]))


async def _update(session: AsyncSession, delivery: Delivery, channel: Channel, texts: Texts) -> Plan | None:
    story = await _story(session, delivery.alert_id)
    if story is None or (edit_ts := story[0].ts or story[0].bundle_ts) is None:
        return None
    alert, move, reports, _ = story
    change = changes(alert.shown, move)
    if change.is_quiet:
        return None
    forms = _forms(story, texts) if alert.ts else [bundle_message(await _moves(session, alert), texts)]
    reply = {**asdict(change), "report_id": reports[-1].id if reports else None} if channel.threads and reports else None
    outgoing = Outgoing(delivery.channel_id, delivery.dedupe, forms, edit_ts=edit_ts, facts=_facts(alert))
    return Plan(outgoing, {alert.id or 0: shown_of(move)}, reply=reply, story=(move, reports))


async def _reply(session: AsyncSession, delivery: Delivery, channel: Channel, texts: Texts) -> Plan | None:
    story = await _story(session, delivery.alert_id)
    if story is None or (thread_ts := story[0].ts or story[0].bundle_ts) is None:
        return None
    alert, move, reports, _ = story
    payload = dict(delivery.payload)
    report_id = payload.pop("report_id", None)
    report = next((report for report in reports if report.id == report_id), None)
    change = Change(**{**payload, "people": tuple(payload.get("people", ()))})
    line = thread_line(move, report, change, texts) if report else ""
    if not line:
        return None
    return Plan(
        Outgoing(
            delivery.channel_id,
            delivery.dedupe,
            [Message(text=line)],
            thread_ts=thread_ts,
            broadcast=change.broadcasts(channel.broadcast),
            facts=_facts(alert),
        ),
        {},
    )


async def _bundle(session: AsyncSession, delivery: Delivery, _channel: Channel, texts: Texts) -> Plan | None:
    found = [await _story(session, alert_id) for alert_id in delivery.payload["alert_ids"]]
    stories = [story for story in found if story and story[0].state == "pending"]
    if not stories:
        return None
    message = bundle_message([move for _, move, *_ in stories], texts)
    outgoing = Outgoing(delivery.channel_id, delivery.dedupe, [message])
    return Plan(outgoing, {alert.id or 0: shown_of(move) for alert, move, *_ in stories})


_PLANS: dict[str, Callable[[AsyncSession, Delivery, Channel, Texts], Awaitable[Plan | None]]] = {
    "alert": _alert,
    "update": _update,
    "reply": _reply,
    "bundle": _bundle,
}


async def _moves(session: AsyncSession, alert: Alert) -> list[Move]:
    siblings = await alerts.of_bundle(session, alert.team_id, alert.channel_id, alert.bundle_ts or "")
    stories = [await alerts.story_of(session, sibling) for sibling in siblings]
    return [story[0] for story in stories if story]


def _forms(story: Story, texts: Texts) -> list[Message]:
    _, move, reports, watches = story
    return [alert_message(move, reports, watches, texts), simple_message(move, reports, watches, texts)]


def _facts(alert: Alert) -> dict[str, Any]:
    return {"alert_id": alert.id, "move_id": alert.move_id}
