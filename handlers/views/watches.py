"""Watches in words: one that was just made, one that was changed, all of a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers import mrkdwn
from handlers.grammar.expression import filters_text
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.commands import run_button
from handlers.views.moves import hit_line
from handlers.views.queries import label, place
from storage.backtest import DAYS, Backtest
from storage.criteria import Query
from storage.models import Watch
from storage.watches import Hits, criteria

_RECENT = 3
_ALIASES = 6
PAGE = 10


@dataclass(frozen=True, slots=True)
class Made:
    """A watch that somebody asked for, and what they should know at once.

    Attributes:
        watch, query: the watch and what it asks for.
        is_new, is_changed: whether it was made or changed now; neither where it was there already.
        here: the channel where it was asked for.
        past: what it would have told.
        aliases: other names of its company.
        as_text: the name that is watched as words because nothing is known under it, else empty.
        bot_id: the app's user id, to be invited by.
        absent: whether the app is not in the channel.
    """

    watch: Watch
    is_new: bool
    query: Query
    here: str
    past: Backtest
    is_changed: bool = False
    aliases: tuple[str, ...] = ()
    as_text: str = ""
    bot_id: str = ""
    absent: bool = False


def made_message(made: Made, texts: Texts) -> Message:
    """What was resolved, where it tells, what it would have told, and the way back."""
    watch = made.watch
    where = place(watch.channel_id, made.here, texts)
    key = "watch-made" if made.is_new else "watch-changed" if made.is_changed else "watch-known"
    said = texts(key, number=str(watch.number), query=f"*{label(made.query, texts)}*", place=where)
    warned = [mrkdwn.section(_invite(made, where, texts))] if made.absent else []
    buttons = [run_button(texts("button-undo"), f"unwatch {watch.number}")] if made.is_new else []
    buttons.append(mrkdwn.button(texts("button-edit"), "watch_edit", str(watch.number)))
    blocks = [
        mrkdwn.section(said),
        *warned,
        *_details(made, texts),
        mrkdwn.section("\n".join(backtest_lines(made.past, texts))),
        mrkdwn.actions(*buttons),
    ]
    spoken = [said, *([_invite(made, where, texts)] if made.absent else []), _tally(made.past, texts)]
    return Message(text=mrkdwn.truncate(" ".join(spoken).replace("*", ""), mrkdwn.TEXT), blocks=blocks)


def _invite(made: Made, where: str, texts: Texts) -> str:
    if made.bot_id:
        return texts("invite-me", place=where, bot=f"<@{made.bot_id}>")
    return texts("invite-me-plain", place=where)


def _details(made: Made, texts: Texts) -> list[Block]:
    lines = []
    if made.as_text:
        lines.append(texts("watch-as-text", name=mrkdwn.escape(made.as_text, 100)))
    if made.aliases:
        names = [mrkdwn.escape(name, 60) for name in made.aliases[:_ALIASES]]
        lines.append(texts("watch-aliases", names=texts.joined(names)))
    if kept := filters_text(criteria(made.watch).filters):
        lines.append(texts("watch-filters", filters=mrkdwn.escape(kept, 500)))
    if made.watch.every != "now":
        lines.append(texts("watch-rhythm", rhythm=rhythm(made.watch.every, texts)))
    if made.watch.ping:
        lines.append(texts("watch-pings", people=texts.joined(list(made.watch.ping[:20]))))
    return [mrkdwn.context(*lines)] if lines else []


def backtest_lines(past: Backtest, texts: Texts, recent: int = _RECENT) -> list[str]:
    """What a watch would have told: how much, whether that is noise, and the newest of it."""
    lines = [_tally(past, texts)]
    if past.is_noisy:
        lines.append(texts("backtest-noisy", day=round(past.per_day, 1)))
    if past.newest:
        lines += [texts("watch-recent"), *(hit_line(hit, texts) for hit in past.newest[:recent])]
    return lines


def _tally(past: Backtest, texts: Texts) -> str:
    return texts("backtest", n=past.alerts, days=DAYS, week=round(past.per_week, 1))


def removed_message(removed: Sequence[Watch], here: str, texts: Texts) -> Message:
    """What is no longer watched, with the way back for a single one."""
    if len(removed) != 1:
        said = texts("watches-removed", n=len(removed))
        return Message(text=said, blocks=[mrkdwn.section(said)])
    message = changed_message("watch-removed", removed, here, texts)
    there = "" if removed[0].channel_id == here else (" to:me" if removed[0].channel_id.startswith("U") else None)
    if there is not None:
        again = run_button(texts("button-again"), f"watch {removed[0].expression}{there}")
        message["blocks"] = [*message["blocks"], mrkdwn.actions(again)]
    return message


def changed_message(key: str, changed: Sequence[Watch], here: str, texts: Texts) -> Message:
    """A line for each watch that was changed."""
    lines = [
        texts(key, number=str(watch.number), query=_name(watch, texts), place=place(watch.channel_id, here, texts))
        if key in {"watch-removed", "watch-changed"}
        else texts(key, number=str(watch.number), query=_name(watch, texts))
        for watch in changed
    ]
    said = "\n".join(lines)
    return Message(text=mrkdwn.truncate(said, mrkdwn.TEXT), blocks=[mrkdwn.section(said)])


def _name(watch: Watch, texts: Texts) -> str:
    return label(criteria(watch).query, texts)


def choose_message(verb: str, several: Sequence[Watch], query: Query, texts: Texts) -> Message:
    """Which of several watches is meant, each as a button."""
    said = texts("which-watch", query=label(query, texts))
    buttons = [
        run_button(f"{watch.number}: {mrkdwn.truncate(watch.expression, 60)}", f"{verb} {watch.number}", place)
        for place, watch in enumerate(several[:20])
    ]
    return Message(text=said, blocks=[mrkdwn.section(said), mrkdwn.actions(*buttons)])


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of watches: of one channel, or (`everywhere`) of the workspace."""

    watches: Sequence[Watch]
    hits: Mapping[int, Hits]
    here: str
    page: int
    pages: int
    everywhere: bool = False


def listing_message(listing: Listing, texts: Texts) -> Message:
    """All watches, each with its owner, how often it told something, and what can be done with it."""
    suffix = "-all" if listing.everywhere else ""
    if not listing.watches:
        said = texts(f"watches-none{suffix}")
        add = mrkdwn.button(texts("button-add-watch"), "watch_add", style="primary")
        return Message(text=said, blocks=[mrkdwn.section(said), mrkdwn.actions(add)])
    title = texts(f"watches{suffix}-title")
    lines = [watch_line(watch, listing.here, texts) for watch in listing.watches]
    blocks = [mrkdwn.section(f"*{title}*")]
    blocks += [watch_block(watch, listing.hits.get(watch.id or 0, Hits()), listing.here, texts) for watch in listing.watches]
    if listing.pages > 1:
        blocks.append(mrkdwn.context(texts("page-of", page=listing.page, pages=listing.pages)))
        blocks.append(mrkdwn.actions(*_turn(listing, texts)))
    return Message(
        text=mrkdwn.truncate(texts("under-title", title=title, said="; ".join(lines)), mrkdwn.TEXT).replace("*", ""),
        blocks=blocks,
    )


def _turn(listing: Listing, texts: Texts) -> list[Block]:
    command = "watches all" if listing.everywhere else "watches"
    back = [run_button(texts("button-previous"), f"{command} page:{listing.page - 1}", 1)] if listing.page > 1 else []
    on = [run_button(texts("button-next"), f"{command} page:{listing.page + 1}", 2)] if listing.page < listing.pages else []
    return back + on


def watch_line(watch: Watch, here: str, texts: Texts) -> str:
    """One watch: number, expression, channel, and its state where it does not work."""
    where = place(watch.channel_id, here, texts)
    line = texts("watch-line", number=str(watch.number), expression=mrkdwn.escape(watch.expression, 300), place=where)
    return line if watch.state == "active" else f"{line} · *{state(watch, texts)}*"


def state(watch: Watch, texts: Texts) -> str:
    """Whether a watch works, and where it does not, why."""
    code = watch.reason or "?"
    reason = texts("broken-reason", reason=code, code=mrkdwn.escape(code, 60))
    return texts("watch-state", state=watch.state, reason=reason)


def watch_block(watch: Watch, hits: Hits, here: str, texts: Texts) -> Block:
    """One watch with owner, hits, and a menu of what can be done with it."""
    last = texts("watch-last", when=mrkdwn.date(watch.hit_at, texts.moment(watch.hit_at))) if watch.hit_at else ""
    small = texts("watch-small", owner=f"<@{watch.owner_id}>", week=hits.week, month=hits.month, last=last)
    when = f" · {rhythm(watch.every, texts)}" if watch.every != "now" else ""
    return mrkdwn.section(f"{watch_line(watch, here, texts)}\n{small}{when}", accessory=watch_menu(watch, texts))


def rhythm(every: str, texts: Texts) -> str:
    """When a watch tells what it found, in words: ``every Monday at 9:00``."""
    kind, _, at = every.partition("@")
    weekday, dash, hour = at.partition("-")
    day = texts("digest-weekday", day=weekday if dash else "mon")
    return texts("rhythm", every=kind, hour=hour if dash else at, weekday=day)


def watch_menu(watch: Watch, texts: Texts) -> Block:
    """Edit, pause or resume, remove."""
    rest = "pause" if watch.state == "active" else "resume"
    options = [
        {"text": mrkdwn.plain(texts(f"button-{action}"), mrkdwn.OPTION), "value": f"{verb} {watch.number}"}
        for action, verb in (("edit", "edit"), (rest, rest), ("remove", "unwatch"))
    ]
    return {"type": "overflow", "action_id": "watch_menu", "options": options}
