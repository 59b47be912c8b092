"""Mute and unmute: silence in one channel about a company, a person, a source or a watch."""

from datetime import datetime, timedelta

from handlers import mrkdwn
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import FOREVER, Request
from handlers.mrkdwn import Message
from handlers.resolve import Resolver
from handlers.texts import Texts
from handlers.views.commands import run_button
from storage import mutes, watches
from storage.models import Mute
from storage.workspaces import record_change

DEFAULT = timedelta(days=7)
_FOREVER = timedelta(days=36500)


async def mute(request: Request, context: Context) -> Message:
    """Answer ``mute X [1h|1d|1w|forever]``.

    Raises:
        UserError: what it names is not known, or is nothing that can be muted.
    """
    subject, key, label = await _thing(request, context)
    return mute_message(await mute_thing(context, subject, key, label, request.lasting or DEFAULT), context.texts)


async def unmute(request: Request, context: Context) -> Message:
    """Answer ``unmute X``.

    Raises:
        UserError: it was not muted here; the answer says what is.
    """
    subject, key, label = await _thing(request, context)
    async with context.services.db.transaction() as session:
        if not await mutes.unmute(session, context.team_id, context.channel_id, subject, key):
            here = await mutes.mutes_of(session, [(context.team_id, context.channel_id)], context.services.clock())
            muted = ", ".join(one.label for one in here)
            raise UserError("unmute-none", label=label, muted=muted, n=len(here))
        await record_change(
            session, context.team_id, context.user_id, "unmute", label, {"subject": subject}, context.services.clock()
        )
    said = context.texts("unmuted", label=mrkdwn.escape(label, 200))
    return Message(text=said, blocks=[mrkdwn.section(said)])


async def mute_thing(context: Context, subject: str, key: str, label: str, lasting: timedelta) -> Mute:
    """Mute something in this channel, with its line in the log."""
    now = context.services.clock()
    until: datetime | None = None if lasting >= min(FOREVER, _FOREVER) else now + lasting
    made = Mute(
        team_id=context.team_id,
        channel_id=context.channel_id,
        subject=subject,
        key=key[:220],
        label=label,
        until=until,
        by=context.user_id,
        at=now,
    )
    async with context.services.db.transaction() as session:
        await mutes.mute(session, made)
        detail = {"subject": subject, "until": until.isoformat() if until else None, "channel": context.channel_id}
        await record_change(session, context.team_id, context.user_id, "mute", label, detail, now)
    return made


def mute_message(made: Mute, texts: Texts) -> Message:
    """What is silent now and until when, with the way back."""
    label = mrkdwn.escape(made.label, 200)
    plain = texts("muted", subject=made.subject, label=label, until=texts.moment(made.until) if made.until else "never")
    shown = texts("muted", subject=made.subject, label=label, until=_until(made, texts))
    back = run_button(texts("button-unmute"), unmute_command(made))
    return Message(text=plain, blocks=[mrkdwn.section(shown), mrkdwn.actions(back)])


def _until(made: Mute, texts: Texts) -> str:
    return mrkdwn.date(made.until, texts.moment(made.until)) if made.until else "never"


def unmute_command(made: Mute) -> str:
    """The command that takes a mute away."""
    if made.subject == "watch":
        return f"unmute {made.key}"
    name = made.key if made.subject == "source" else made.label
    return f'unmute {made.subject}:"{name.replace(chr(34), " ")}"'


async def _thing(request: Request, context: Context) -> tuple[str, str, str]:
    """What a phrase names: its kind, its key, and how it is called."""
    phrase = request.phrase
    if phrase is None or phrase.text == "all":
        raise UserError("mute-what")
    if phrase.kind == "source":
        return "source", mutes.source_key(phrase.text), phrase.text
    number = phrase.text.removeprefix("#")
    if number.isdecimal() and not phrase.exact:
        return await _watch(context, int(number))
    async with context.services.db.reading() as session:
        resolver = Resolver(session, context.services.directory, context.team_id, context.texts.lang)
        query = await resolver.query(phrase)
    if query.kind not in ("company", "person"):
        raise UserError("mute-what")
    return query.kind, query.key, query.label


async def _watch(context: Context, number: int) -> tuple[str, str, str]:
    async with context.services.db.reading() as session:
        found = await watches.by_number(session, context.team_id, number)
    if found is None or found.channel_id not in (context.channel_id, context.user_id):
        raise UserError("mute-no-watch", number=str(number))
    return "watch", str(number), f"{number} {found.expression}"
