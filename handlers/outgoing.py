"""What a delivery says: from the outbox's plain rows to a message in the channel's language, as things stand now."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.digesting import digest_of
from handlers.mrkdwn import Message, section
from handlers.posting import Outgoing
from handlers.texts import Texts, language
from handlers.views.broken import broken_message
from handlers.views.bundle import bundle_message
from handlers.views.digest import digest_forms
from handlers.views.story import story_forms
from handlers.views.thread import thread_line
from storage import alerts, people, workspaces
from storage.channels import channel_of
from storage.directory import Directory
from storage.lifecycle import Change, changes, shown_of
from storage.models import Alert, Channel, Delivery, PersonRow
from storage.shown import Story, story_of_alert


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be sent, and what is to be noted once it was.

    Attributes:
        outgoing: the message.
        shown: by alert id, what the message says of each (see `lifecycle.shown_of`).
        reply: the payload of the thread line that follows an edit, or None.
        story: what an alert tells, for the log and the metrics.
    """

    outgoing: Outgoing
    shown: dict[int, dict[str, Any]]
    reply: dict[str, Any] | None = None
    story: Story | None = None


async def plan(session: AsyncSession, delivery: Delivery, directory: Directory) -> Plan | None:
    """Say what a delivery sends; None where there is nothing (any more) to be said."""
    channel = await channel_of(session, delivery.team_id, delivery.channel_id)
    desk = _Desk(session, delivery, channel, await _texts(session, channel, delivery), directory)
    if "text" in delivery.payload or "key" in delivery.payload:
        return Plan(await desk.ready(), {})
    return await _PLANS[delivery.payload.get("view") or delivery.op](desk)


async def _texts(session: AsyncSession, channel: Channel, delivery: Delivery) -> Texts:
    """The words of the channel, or of the member whom a message is for."""
    if delivery.op == "dm" and (person := await session.get(PersonRow, (delivery.team_id, delivery.channel_id))):
        return Texts(language(person.prefs.get("lang") or person.locale), person.tz or "UTC")
    return await texts_of_channel(session, channel)


async def texts_of_channel(session: AsyncSession, channel: Channel) -> Texts:
    """The words of a channel: its own language and time zone, else the workspace's."""
    workspace = await workspaces.workspace(session, channel.team_id)
    chosen = workspace.settings if workspace else {}
    return Texts(language(channel.lang or chosen.get("lang")), channel.tz or chosen.get("tz") or "UTC")


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is at hand where a message is written."""

    session: AsyncSession
    delivery: Delivery
    channel: Channel
    texts: Texts
    directory: Directory

    def outgoing(self, messages: Sequence[Message], **more: Any) -> Outgoing:
        return Outgoing(self.delivery.channel_id, self.delivery.dedupe, messages, **more)

    async def told(self, alert_id: int | None) -> tuple[Alert, Story] | None:
        alert = await alerts.by_id(self.session, alert_id) if alert_id else None
        story = await story_of_alert(self.session, alert, self.directory) if alert else None
        return (alert, story) if alert and story else None

    async def owners(self, story: Story) -> dict[str, str]:
        """The names of those whose watches got the story."""
        return await people.names(self.session, self.delivery.team_id, {watch.owner_id for watch in story.watches})

    async def told_all(self, alert_ids: Sequence[int]) -> list[tuple[Alert, Story]]:
        """Those of the alerts that are still to be told."""
        found = [await self.told(alert_id) for alert_id in alert_ids]
        return [one for one in found if one and one[0].state == "pending" and not one[1].withdrawn]

    async def ready(self) -> Outgoing:
        """A message that was written when it was put in the outbox, or a text with its values."""
        payload = self.delivery.payload
        alert = await alerts.by_id(self.session, self.delivery.alert_id) if self.delivery.alert_id else None
        message = Message(text=payload.get("text", ""), blocks=payload.get("blocks", []))
        if "key" in payload:
            said = self.texts(payload["key"], **payload.get("values", {}))
            message = Message(text=said, blocks=[section(said)])
        at = (alert.ts or alert.bundle_ts) if alert else None
        is_edit, is_reply = self.delivery.op == "update", self.delivery.op == "reply"
        edit_ts = payload.get("edit_ts") or at if is_edit else None
        return self.outgoing([message], edit_ts=edit_ts, thread_ts=at if is_reply else payload.get("thread_ts"))


async def _alert(desk: _Desk) -> Plan | None:
    told = await desk.told(desk.delivery.alert_id)
    if told is None or told[0].state != "pending" or told[1].withdrawn:
        return None
    alert, story = told
    forms = story_forms(story, desk.texts, names=await desk.owners(story))
    outgoing = desk.outgoing(forms, facts=_facts(alert))
    return Plan(outgoing, {alert.id or 0: _shown(story, forms[0])}, story=story)


async def _update(desk: _Desk) -> Plan | None:
    told = await desk.told(desk.delivery.alert_id)
    if told is None or (edit_ts := told[0].ts or told[0].bundle_ts) is None:
        return None
    alert, story = told
    names = await desk.owners(story)
    forms = story_forms(story, desk.texts, names=names) if alert.ts else await _bundle_again(desk, alert)
    shown = _shown(story, forms[0]) | ({"digest": alert.shown["digest"]} if "digest" in alert.shown else {})
    if shown["message"] == alert.shown.get("message"):
        return None
    change = changes(alert.shown, story.move)
    quiet = change.is_quiet or story.withdrawn or not story.reports or not desk.channel.threads
    reply = None if quiet else {**asdict(change), "report_id": story.reports[-1].id}
    outgoing = desk.outgoing(forms, edit_ts=edit_ts, facts=_facts(alert))
    return Plan(outgoing, {alert.id or 0: shown}, reply=reply, story=story)


async def _reply(desk: _Desk) -> Plan | None:
    told = await desk.told(desk.delivery.alert_id)
    if told is None or (thread_ts := told[0].ts or told[0].bundle_ts) is None or told[1].withdrawn:
        return None
    alert, story = told
    payload = dict(desk.delivery.payload)
    report_id = payload.pop("report_id", None)
    report = next((report for report in story.reports if report.id == report_id), None)
    change = Change(**{**payload, "people": tuple(payload.get("people", ()))})
    by_people = story.correction is not None and story.correction.verdict == "wrong"
    line = thread_line(story.move, report, change, desk.texts, by_people=by_people) if report else ""
    if not line:
        return None
    broadcast = change.broadcasts(desk.channel.broadcast)
    return Plan(desk.outgoing([Message(text=line)], thread_ts=thread_ts, broadcast=broadcast, facts=_facts(alert)), {})


async def _bundle(desk: _Desk) -> Plan | None:
    told = await desk.told_all(desk.delivery.payload["alert_ids"])
    if not told:
        return None
    title = desk.texts("backlog-title", n=len(told)) if desk.delivery.payload.get("view") == "backlog" else ""
    message = bundle_message([story.move for _, story in told], desk.texts, title)
    return Plan(desk.outgoing([message]), {alert.id or 0: _shown(story, message) for alert, story in told})


async def _bundle_again(desk: _Desk, alert: Alert) -> list[Message]:
    siblings = await alerts.of_bundle(desk.session, alert.team_id, alert.channel_id, alert.bundle_ts or "")
    told = [story for _, story in filter(None, [await desk.told(sibling.id) for sibling in siblings]) if not story.withdrawn]
    if digest := alert.shown.get("digest"):
        return digest_forms(await digest_of(desk.session, alert.team_id, digest, told, desk.channel), desk.texts)
    return [bundle_message([story.move for story in told], desk.texts)]


async def _digest(desk: _Desk) -> Plan | None:
    payload = desk.delivery.payload
    told = await desk.told_all(payload["alert_ids"])
    if payload["alert_ids"] and not told:
        return None
    digest = await digest_of(desk.session, desk.delivery.team_id, payload, [story for _, story in told], desk.channel)
    forms = digest_forms(digest, desk.texts)
    kept = {"digest": {name: value for name, value in payload.items() if name != "alert_ids"}}
    return Plan(desk.outgoing(forms), {alert.id or 0: _shown(story, forms[0]) | kept for alert, story in told})


async def _broken(desk: _Desk) -> Plan | None:
    payload = desk.delivery.payload
    message = broken_message(payload["channel_id"], payload["error"], payload["watches"], desk.texts)
    return Plan(desk.outgoing([message]), {})


_PLANS: dict[str, Callable[[_Desk], Awaitable[Plan | None]]] = {
    "alert": _alert,
    "update": _update,
    "reply": _reply,
    "bundle": _bundle,
    "backlog": _bundle,
    "digest": _digest,
    "broken": _broken,
}


def _shown(story: Story, message: Message) -> dict[str, Any]:
    """What a message says of a move, and which message it is, so that an edit which changes nothing is not made."""
    whole = json.dumps([message["text"], message.get("blocks", [])], sort_keys=True)
    return {**shown_of(story.move), "message": hashlib.sha256(whole.encode()).hexdigest()[:16]}


def _facts(alert: Alert) -> dict[str, Any]:
    return {"alert_id": alert.id, "move_id": alert.move_id}
