"""A digest: what happened in a channel's hour, day or week, in three lines and a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers import mrkdwn
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.sentence import as_plain, sentence
from handlers.views.table import Cell, Link, Table, table_block, table_text
from storage.models import Move
from storage.shown import Story

ROWS = 20
OPEN = "digest_open"

_ORG = 60
_MOST_MOVED = 3


@dataclass(frozen=True, slots=True)
class Quiet:
    """The proof that quiet means quiet: stories read in the period, feeds and how many are well, the newest story."""

    stories: int
    feeds: int
    healthy: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest tells.

    Attributes:
        stories: what was found, oldest first.
        every: its rhythm.
        since, until: the period it is about.
        expressions: the watches it is for.
        quiet: how much was read, where the channel asked for it.
        preview: whether only one person sees it, before it is due.
    """

    stories: Sequence[Story]
    every: str
    since: datetime
    until: datetime
    expressions: Sequence[str] = ()
    quiet: Quiet | None = None
    preview: bool = False


def digest_forms(digest: Digest, texts: Texts) -> list[Message]:
    """The message with a table, and one with lined-up text for where Slack takes no table."""
    title = _title(digest, texts)
    lines = _summary(digest, texts)
    said = mrkdwn.truncate(" ".join([f"{title}.", *lines]).replace("*", ""), mrkdwn.TEXT)
    return [Message(text=said, blocks=_blocks(title, lines, digest, texts, table)) for table in _tables(digest, texts)]


def _blocks(title: str, lines: Sequence[str], digest: Digest, texts: Texts, table: Block | None) -> list[Block]:
    blocks = [mrkdwn.header(title), mrkdwn.section("\n".join(lines))]
    if table:
        blocks.append(table)
    if (more := len(digest.stories) - ROWS) > 0:
        blocks.append(mrkdwn.context(texts("digest-more", n=more)))
    if digest.stories and not digest.preview:
        blocks.append(mrkdwn.actions(mrkdwn.button(texts("digest-open-all"), OPEN, "1", spoken=texts("digest-open-spoken"))))
    small = [texts("digest-for", watches=_watches(digest, texts))] if digest.expressions else []
    if digest.quiet:
        small.append(_verified(digest.quiet, texts))
    return [*blocks, *([mrkdwn.context(*small)] if small else [])]


def _watches(digest: Digest, texts: Texts) -> str:
    shown = [f"`{mrkdwn.escape(each, 60)}`" for each in digest.expressions[:5]]
    more = len(digest.expressions) - len(shown)
    return texts.joined([*shown, *([texts("digest-other-watches", n=more)] if more else [])])


def _title(digest: Digest, texts: Texts) -> str:
    kind = digest.every.partition("@")[0]
    begin, end = texts.day(digest.since), texts.day(digest.until)
    return texts("digest-title", every=kind, moment=texts.moment(digest.until), day=end, begin=begin, end=end)


def _summary(digest: Digest, texts: Texts) -> list[str]:
    moves = [story.move for story in digest.stories]
    if not moves:
        return [texts("digest-nothing")]
    people = len({name for move in moves for name in move.people}) + sum(not move.people for move in moves)
    outlets = len({report.outlet for story in digest.stories for report in story.reports})
    lines = [texts("digest-counts", moves=len(moves), people=people, outlets=outlets)]
    if most := _most_moved(moves):
        lines.append(texts("digest-companies", companies=texts.joined(most)))
    first = max(digest.stories, key=lambda story: (len(story.reports), story.move.confidence)).move
    lines.append(texts("digest-first", sentence=sentence(first, texts, mrkdwn.bold)))
    return lines


def _most_moved(moves: Sequence[Move]) -> list[str]:
    """The companies with the most comings and goings, each with its net: ``OpenAI +3``."""
    net: Counter[str] = Counter()
    touched: Counter[str] = Counter()
    names: dict[str, str] = {}
    for move in moves:
        if move.kind in {"promote", "board"} or move.status in {"denied", "reversed"}:
            continue
        for key, org, sign in ((move.to_key, move.to_org, 1), (move.from_key, move.from_org, -1)):
            if key and org:
                size = max(len(move.people), 1)
                net[key] += sign * size
                touched[key] += size
                names.setdefault(key, org)
    return [f"{mrkdwn.escape(names[key], _ORG)} {_signed(net[key])}" for key, _ in touched.most_common(_MOST_MOVED)]


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "±0"


def _verified(quiet: Quiet, texts: Texts) -> str:
    newest = mrkdwn.date(quiet.newest, texts.moment(quiet.newest)) if quiet.newest else "–"
    return texts("digest-verified", stories=quiet.stories, feeds=quiet.feeds, healthy=quiet.healthy, newest=newest)


def _tables(digest: Digest, texts: Texts) -> list[Block | None]:
    if not digest.stories:
        return [None]
    table = moves_table([story.move for story in digest.stories[-ROWS:]][::-1], texts, _links(digest))
    return [table_block(table), table_text(table)]


def _links(digest: Digest) -> dict[int, str]:
    return {story.move.id or 0: story.reports[0].url for story in digest.stories if story.reports}


def moves_table(moves: Sequence[Move], texts: Texts, links: dict[int, str]) -> Table:
    """Moves as a table: date, who, from, to, type and status; the name leads to the first source."""
    header = [texts(f"column-{name}") for name in ("date", "who", "from", "to", "type", "status")]
    return Table(header, [_row(move, texts, links.get(move.id or 0, "")) for move in moves])


def _row(move: Move, texts: Texts, url: str) -> list[Cell]:
    names = [as_plain(name, 60) for name in move.people[:3]]
    if more := len(move.people) - len(names):
        names.append(texts("others", n=more))
    who = texts.joined(names) or as_plain(move.group_words or texts("somebody"), 60)
    orgs = [as_plain(org, _ORG) if org else "–" for org in (move.from_org, move.to_org)]
    kind, status = texts("kind", kind=move.kind), texts("status", status=move.status)
    return [texts.short_day(move.said_at), Link(who, url) if url else who, *orgs, kind, status]
