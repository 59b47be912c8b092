"""Answers about moves: who came, who left, newest first, with sources and in counted words."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import mrkdwn
from handlers.context import Forms
from handlers.grammar.expression import filters_text, query_text
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.alert import outlet_link
from handlers.views.commands import run_button, share_button, shown_to
from handlers.views.digest import moves_table
from handlers.views.figures import departed_line
from handlers.views.queries import label, period
from handlers.views.sentence import sentence
from handlers.views.table import table_block, table_text
from storage.criteria import Filters, Query
from storage.models import Watch
from storage.returns import Departed
from storage.search import Found, Hit, Read

_OUTLETS = 3
_WHY = "alert_why"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to be shown.

    Attributes:
        query, filters: what was asked.
        found: what was found, one page of it.
        offset, size: where the page begins, and how much fits on it.
        command: the text that asks for it again, without its page.
        read: how much was read about it, where nothing was found.
        guessed: the name that was not known and was taken for words, else empty.
        departures: founders and leaders who left the company that was asked for.
    """

    query: Query
    filters: Filters
    found: Found
    offset: int = 0
    size: int = 10
    command: str = ""
    read: Read | None = None
    guessed: str = ""
    departures: tuple[Departed, ...] = ()


def moves_message(answer: Answered, texts: Texts, *, shared_by: str = "") -> Message:
    """The answer to a question about moves; `shared_by` is the member who shows it to the channel, then without buttons."""
    told = [f"{sentence(hit.move, texts, mrkdwn.escape)}." for hit in answer.found.hits]
    return _message(answer, _grouped(answer, texts), told, texts, shared_by)


def table_forms(answer: Answered, texts: Texts, *, shared_by: str = "") -> Forms:
    """The same answer as a table: Slack's own, and lined-up text for where that is not taken."""
    hits = answer.found.hits
    table = moves_table([hit.move for hit in hits], texts, {hit.move.id or 0: hit.reports[0].url for hit in hits if hit.reports})
    bodies = ([table_block(table)], [table_text(table)])
    return Forms(tuple(_message(answer, body, [], texts, shared_by) for body in bodies))


def _message(answer: Answered, body: Sequence[Block], told: Sequence[str], texts: Texts, shared_by: str) -> Message:
    said = counted(answer, texts)
    guess = [texts("not-known-words", name=mrkdwn.escape(answer.guessed, 100))] if answer.guessed else []
    blocks: list[Block] = [*map(mrkdwn.section, guess)]
    blocks.append(mrkdwn.section("\n".join([said, *(departed_line(each, texts) for each in answer.departures)])))
    if kept := filters_text(Filters(answer.filters.direction, answer.filters.clauses, answer.filters.conf)):
        blocks.append(mrkdwn.context(texts("filtered-by", filters=mrkdwn.escape(kept, 500))))
    blocks += body
    if answer.found.total > len(answer.found.hits) > 0:
        shown = {"first": answer.offset + 1, "last": answer.offset + len(answer.found.hits), "total": answer.found.total}
        blocks.append(mrkdwn.context(texts("more-below", **shown)))
    if shared_by:
        blocks.append(mrkdwn.context(texts("shared-by", who=f"<@{shared_by}>")))
    elif buttons := _buttons(answer, texts):
        blocks.append(mrkdwn.actions(*buttons))
    text = mrkdwn.truncate(" ".join([*guess, said.replace("*", ""), *told]), mrkdwn.TEXT)
    return Message(text=text, blocks=blocks, response_type=shown_to(bool(shared_by)))


def counted(answer: Answered, texts: Texts) -> str:
    """The counts in words, such as ``OpenAI: 3 joined, 1 left, press-reported, n = 4 since 24 Oct 2026``."""
    about, found = label(answer.query, texts), answer.found
    when = period(answer.filters, texts)
    if not found.total:
        if answer.read:
            newest = mrkdwn.date(answer.read.newest, texts.moment(answer.read.newest)) if answer.read.newest else "–"
            return texts("none-found-read", query=about, period=when, stories=answer.read.stories, newest=newest)
        return texts("none-found", query=about, period=when)
    sides = texts("side-moved", n=found.people) + ", "
    if answer.query.has_sides:
        wanted = {"in": ["joined"], "out": ["left"]}.get(answer.filters.direction, ["joined", "left"])
        sides = "".join(texts(f"side-{side}", **{side: getattr(found, side)}) + ", " for side in wanted)
    return texts("counted", query=about, sides=sides, n=found.people, period=when)


def hit_block(hit: Hit, texts: Texts) -> Block:
    """One move: its sentence, its outlets and date, and the way to ask why."""
    why = mrkdwn.button(texts("button-why"), _WHY, str(hit.move.id))
    return mrkdwn.section(f"{sentence(hit.move, texts, mrkdwn.bold)}.\n{_small(hit, texts)}", accessory=why)


def hit_line(hit: Hit, texts: Texts) -> str:
    """One move in one line, for lists inside another message."""
    return f"• {sentence(hit.move, texts, mrkdwn.escape)} ({_small(hit, texts, outlets=1)})"


def _small(hit: Hit, texts: Texts, outlets: int = _OUTLETS) -> str:
    linked = [outlet_link(report) for report in hit.reports[:outlets]]
    if more := max(len(hit.reports) - outlets, 0):
        linked.append(texts("more-sources", n=more))
    return " · ".join([mrkdwn.date(hit.move.said_at, texts.moment(hit.move.said_at)), *linked])


def _grouped(answer: Answered, texts: Texts) -> list[Block]:
    """Who came, then who left, each newest first; in one row where the question has no sides or only one was asked for."""
    hits = answer.found.hits
    if not answer.query.has_sides or answer.filters.direction or not (answer.found.joined and answer.found.left):
        return [hit_block(hit, texts) for hit in hits]
    came = [hit for hit in hits if hit.comes]
    went = [hit for hit in hits if not hit.comes]
    blocks: list[Block] = []
    for key, part in (("came", came), ("went", went)):
        if part:
            blocks += [mrkdwn.section(f"*{texts(key)}*"), *(hit_block(hit, texts) for hit in part)]
    return blocks


def _buttons(answer: Answered, texts: Texts) -> list[Block]:
    made = [share_button(texts, answer.command)] if answer.found.total else []
    if answer.query.kind != "all":
        name = mrkdwn.truncate(mrkdwn.clean(query_text(answer.query)), 40)
        made.append(run_button(texts("button-watch", name=name), f"watch {query_text(answer.query)}", 1))
    page = answer.offset // answer.size + 1
    if page > 1:
        made.append(run_button(texts("button-previous"), f"{answer.command} page:{page - 1}", 2))
    if page * answer.size < answer.found.total:
        made.append(run_button(texts("button-next"), f"{answer.command} page:{page + 1}", 3))
    if answer.found.total > 1:
        made.append(run_button(texts("button-chart"), f"{answer.command} as:chart", 4))
        made.append(run_button(texts("button-csv"), f"{answer.command} as:csv", 5))
    return [button for button in made if button]


def summary_message(watched: Sequence[Watch], found: Found, texts: Texts) -> Message:
    """What a channel watches, and what happened there lately."""
    add = mrkdwn.button(texts("button-add-watch"), "watch_add", style="primary")
    if not watched:
        said = texts("summary-nothing")
        newest = [mrkdwn.section(f"*{texts('summary-newest')}*"), *(hit_block(hit, texts) for hit in found.hits)]
        return Message(text=said, blocks=[mrkdwn.section(said), mrkdwn.actions(add), *(newest if found.hits else [])])
    names = [f"`{mrkdwn.escape(watch.expression, 80)}`" for watch in watched[:40]]
    said = texts("under-title", title=texts("summary-title"), said=f"{texts.joined(names)}.")
    blocks = [mrkdwn.section(said)]
    blocks.append(mrkdwn.section(f"*{texts('summary-newest')}*" if found.hits else texts("summary-quiet")))
    blocks += [hit_block(hit, texts) for hit in found.hits]
    blocks.append(mrkdwn.actions(add, run_button(texts("button-all-watches"), "watches", 1)))
    return Message(text=mrkdwn.truncate(said.replace("`", ""), mrkdwn.TEXT), blocks=blocks)
