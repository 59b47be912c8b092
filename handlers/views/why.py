"""Why there is an alert, or none: the stages from the article to the channel."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_timedelta

from handlers import mrkdwn
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.alert import evidence_of, outlet_link, quoted
from handlers.views.sentence import sentence
from storage.keys import fold
from storage.lifecycle import earlier_statuses
from storage.models import Entry, Feed, Move, Report
from storage.shown import Story
from storage.why import Asked, Why

_LINE = 300
_WATCHES = 12
_REPORTS = 6
_ALL_STAGES = 2500

KNOWN_STAGES = (
    "language",
    "people",
    "organisations",
    "deciding words",
    "move",
    "sentence",
    "score",
)
"""The stages of the reader that have a name of their own in our texts; any other is shown under its own name."""


_WEIGHED = ("words", "speaks for", "ruled out by")
"""What the reader weighed, in its own terms, which tell people nothing; its reason says the same in words."""


def why_view(why: Why, texts: Texts) -> dict[str, Any]:
    """The stages as a modal."""
    return {
        "type": "modal",
        "title": mrkdwn.plain(texts("why-title"), mrkdwn.VIEW_TITLE),
        "close": mrkdwn.plain(texts("button-close"), mrkdwn.VIEW_TITLE),
        "blocks": why_blocks(why, texts),
    }


def why_message(why: Why, texts: Texts) -> Message:
    """The stages as a message."""
    return Message(text=_headline(why, texts), blocks=why_blocks(why, texts))


def _headline(why: Why, texts: Texts) -> str:
    if why.story is None:
        return texts("why-none", title=mrkdwn.escape(why.entry.title if why.entry else "?", _LINE))
    if why.story.withdrawn:
        return texts("withdrawn-text", what=why.story.withdrawn)
    return texts("why-about", sentence=sentence(why.story.move, texts, mrkdwn.escape), number=str(why.story.move.id))


def why_blocks(why: Why, texts: Texts) -> list[Block]:
    """One section for each stage, in the order in which they happened."""
    story = why.story
    if story and story.forgotten:
        return [mrkdwn.section(_headline(why, texts))]
    stages = [
        ("why-source", _source(why.entry, why.feed, story, texts)),
        *(_understood(story, why.entry, texts) if story else _rejected(why.entry, texts)),
        ("why-history", _history(story, texts) if story else []),
        ("why-watches", _watches(why, texts) if story else []),
    ]
    blocks = [mrkdwn.section(_headline(why, texts))]
    blocks += [mrkdwn.section("\n".join([f"*{texts(key)}*", *lines])) for key, lines in stages if lines]
    return [*blocks, *_all_stages(why.entry, texts)]


def _source(entry: Entry | None, feed: Feed | None, story: Story | None, texts: Texts) -> list[str]:
    lines = [f"• {_told(report, texts)}" for report in (story.reports[:_REPORTS] if story else ())]
    if not lines and entry:
        lines.append(mrkdwn.link(entry.url, entry.title or entry.url, _LINE))
        lines.append(texts("why-seen", when=_moment(entry.seen_at, texts)))
    if story and (more := len(story.reports) - _REPORTS) > 0:
        lines.append(texts("more-sources", n=more))
    if feed:
        lines.append(texts("why-feed", feed=mrkdwn.escape(feed.title or feed.url, 150)))
    if entry and entry.baseline:
        lines.append(texts("why-baseline"))
    return lines


def _told(report: Report, texts: Texts) -> str:
    title = mrkdwn.escape(report.title, 200)
    if report.published_at is None or report.seen_at < report.published_at:
        return texts("why-told", link=outlet_link(report), title=title, when=_moment(report.seen_at, texts))
    after = format_timedelta(report.seen_at - report.published_at, granularity="minute", locale=texts.lang)
    return texts("why-told-after", link=outlet_link(report), title=title, when=_moment(report.published_at, texts), after=after)


def _moment(when: datetime, texts: Texts) -> str:
    return mrkdwn.date(when, texts.moment(when))


def _understood(story: Story, entry: Entry | None, texts: Texts) -> list[tuple[str, list[str]]]:
    move, trace = story.move, _trace(entry)
    words, lang = evidence_of(move, story.reports)
    said = [quoted(words, lang, texts)] if words else []
    deciding = [texts("why-deciding", words=mrkdwn.escape(words, _LINE)) for words in trace.get("deciding words", [])]
    return [
        ("why-sentence", [*said, *deciding]),
        ("why-names", _names(move, texts)),
        ("why-companies", _companies(move, texts)),
        ("why-direction", [_direction(move, texts)]),
        ("why-ruled-out", _left_out(move, trace, texts) or [texts("why-nothing")]),
        ("why-score", [texts("why-score-line", score=round(move.confidence, 2))]),
    ]


def _left_out(move: Move, trace: dict[str, list[str]], texts: Texts) -> list[str]:
    """What the story names and the move does not: people and organisations that stand by, and allegations."""
    lines = []
    for stage, kept in (("people", move.people), ("organisations", (move.from_org, move.to_org))):
        known = {fold(name) for name in kept if name}
        named = [name for told in trace.get(stage, []) for name in told.split(", ") if name != "none"]
        if others := [name for name in dict.fromkeys(named) if fold(name) not in known]:
            lines.append(texts(f"why-other-{stage}", names=mrkdwn.escape(", ".join(others), _LINE)))
    if claims := [claim for claim in move.claims if claim.get("source")]:
        sources = ", ".join(dict.fromkeys(str(claim["source"]) for claim in claims))
        lines.append(texts("why-claims", sources=mrkdwn.escape(sources, _LINE)))
    return lines


def _names(move: Move, texts: Texts) -> list[str]:
    lines = [texts("why-people", people=mrkdwn.escape(", ".join(move.people), _LINE))] if move.people else []
    if move.group_words:
        lines.append(texts("why-group", words=quoted(move.group_words, move.lang, texts, 150)))
    if move.announced_by:
        lines.append(texts("why-announced", who=mrkdwn.escape(move.announced_by, 150)))
    return lines


def _companies(move: Move, texts: Texts) -> list[str]:
    sides = (("why-from", move.from_org), ("why-to", move.to_org))
    return [texts(key, org=mrkdwn.escape(org, 150) if org else texts("not-stated")) for key, org in sides]


def _direction(move: Move, texts: Texts) -> str:
    status = texts("status", status=move.status)
    role = mrkdwn.escape(move.role, 150) if move.role else texts("not-stated")
    return texts("why-direction-line", kind=texts("kind", kind=move.kind), status=status, role=role)


def _rejected(entry: Entry | None, texts: Texts) -> list[tuple[str, list[str]]]:
    """Why no move was read in an article."""
    if entry is None:
        return []
    trace = _trace(entry)
    reason = [texts("test-reason", reason=mrkdwn.escape(entry.reason, _LINE))] if entry.reason else []
    deciding = [
        texts("why-deciding", words=mrkdwn.escape(words, _LINE)) for words in trace.get("deciding words", []) if words != "none"
    ]
    return [
        ("why-ruled-out", [*reason, *deciding] or [texts("why-nothing")]),
        ("why-score", [texts("why-score-line", score=round(entry.score, 2))]),
    ]


def _history(story: Story, texts: Texts) -> list[str]:
    lines = [texts("why-was", status=texts("status", status=status)) for status in earlier_statuses(story.move)[-5:]]
    if story.correction:
        said = story.correction
        key = "why-judged-right" if said.verdict == "right" else "why-judged-wrong"
        lines.append(texts(key, by=f"<@{said.by}>", when=_moment(said.at, texts), what=texts("wrong-what", what=said.what)))
    return lines


def _watches(why: Why, texts: Texts) -> list[str]:
    if not why.asked:
        return [texts("why-no-watch")]
    lines = [watch_line(asked, texts) for asked in why.asked[:_WATCHES]]
    if (more := len(why.asked) - _WATCHES) > 0:
        lines.append(texts("why-more-watches", n=more))
    if not any(asked.outcome == "matched" for asked in why.asked):
        lines.insert(0, texts("why-none-asked"))
    elif not why.alerted:
        lines.append(texts("why-not-alerted"))
    return lines


def watch_line(asked: Asked, texts: Texts) -> str:
    """A watch, and what it did with the move."""
    watch = asked.watch
    expression = mrkdwn.escape(watch.expression, 200)
    return texts(f"why-watch-{asked.outcome}", number=str(watch.number), expression=expression, owner=f"<@{watch.owner_id}>")


def _trace(entry: Entry | None) -> dict[str, list[str]]:
    """The stages of the reader by name; a name may come several times."""
    found: dict[str, list[str]] = {}
    for stage, told in _pairs(entry.reading.get("trace", ()) if entry else ()):
        found.setdefault(stage, []).append(told)
    return found


def _pairs(trace: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(pair[0]), str(pair[1])) for pair in trace if isinstance(pair, list | tuple) and len(pair) == 2]  # noqa: PLR2004 - a pair


def _all_stages(entry: Entry | None, texts: Texts) -> list[Block]:
    """Everything that the reader noted, in small print, for whoever wants to know exactly."""
    lines = stage_lines(entry.reading.get("trace", ()) if entry else (), texts)
    return [mrkdwn.context(mrkdwn.truncate("\n".join([f"*{texts('why-all')}*", *lines]), _ALL_STAGES))] if lines else []


def stage_lines(trace: Sequence[Any], texts: Texts) -> list[str]:
    """The reader's own notes, one line each, within what a message holds."""
    lines, size = [], 0
    for stage, told in (pair for pair in _pairs(trace) if pair[0] not in _WEIGHED):
        name = texts("stage", stage=stage.replace(" ", "-")) if stage in KNOWN_STAGES else mrkdwn.escape(stage, 60)
        line = texts("stage-line", stage=name, told=mrkdwn.escape(told, 200))
        if size + len(line) > _ALL_STAGES - 200:
            break
        lines.append(line)
        size += len(line) + 1
    return lines
