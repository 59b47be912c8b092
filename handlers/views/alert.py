"""The alert: one move, why this channel hears of it, and what can be done about it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_timedelta

from handlers import mrkdwn
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.sentence import as_plain, heading, sentence
from storage.models import Move, Report, Watch

QUOTE = 600
LINKS = 4  # outlets linked in one alert; the others are counted
_LONGEST_LINK = 500  # of an address among others in small print; a longer one leaves just the outlet's name
_WATCHES = 3
_HIGH, _MEDIUM = 0.9, 0.7
_SLACK_ID = re.compile(r"(?:<[@!](?:subteam\^)?)?([UWS][A-Z0-9]+)(?:\|[^>]*)?>?\Z")


def alert_message(
    move: Move, reports: Sequence[Report], watches: Sequence[Watch], texts: Texts, *, names: Mapping[str, str] | None = None
) -> Message:
    """An alert as it is posted, and as it is edited when more becomes known.

    Args:
        move: the move as this workspace sees it.
        reports: its reports, the first one first.
        watches: the watches of the channel that matched.
        texts: words in the channel's language.
        names: display names of members by id, for whom they are known; a name, unlike a mention, notifies nobody.
    """
    blocks = [
        mrkdwn.header(heading(move, texts)),
        mrkdwn.section(sentence(move, texts, mrkdwn.bold) + ".", accessory=_menu(move, reports, watches, texts)),
        _fields(move, reports, texts),
        *_quotes(move, reports, texts),
        mrkdwn.context(*_small_print(move, reports, watches, texts, names or {})),
        *_mentions(watches, texts),
        mrkdwn.actions(*_buttons(move, reports, texts)),
        feedback(move, texts),
    ]
    return Message(text=alert_text(move, reports, texts), blocks=blocks)


def simple_message(
    move: Move, reports: Sequence[Report], watches: Sequence[Watch], texts: Texts, *, names: Mapping[str, str] | None = None
) -> Message:
    """The alert in sections and plain buttons only, for where Slack refuses the full one."""
    said = "\n".join([sentence(move, texts, mrkdwn.bold) + ".", *_quote_lines(move, reports, texts)])
    small = "\n".join(_small_print(move, reports, watches, texts, names or {}))
    blocks = [mrkdwn.section(said), mrkdwn.section(small), *_mentions(watches, texts)]
    return Message(text=alert_text(move, reports, texts), blocks=[*blocks, mrkdwn.actions(*_verdict_buttons(move, texts))])


def alert_text(move: Move, reports: Sequence[Report], texts: Texts) -> str:
    """The alert as one full sentence, for notifications, screen readers and clients that show no blocks."""
    said = sentence(move, texts, mrkdwn.escape)
    if not reports:
        return said + "."
    return mrkdwn.truncate(texts("alert-text", sentence=said, outlet=mrkdwn.escape(reports[0].outlet or "?", 80)), mrkdwn.TEXT)


def outlet_link(report: Report, limit: int = 60) -> str:
    """The outlet's name, linked to its article where the address is fit for it."""
    url = report.url if len(report.url) <= _LONGEST_LINK else ""
    return mrkdwn.link(url, report.outlet or report.url or "?", limit)


def lang_name(code: str, texts: Texts) -> str:
    """The name of a story's language in the reader's: ``French``, ``anglais``; empty where it is unknown."""
    try:
        return str(Locale.parse(texts.lang).languages.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def feedback(move: Move, texts: Texts) -> Block:
    """Right and Wrong as Slack's feedback buttons."""
    made: Block = {"type": "feedback_buttons", "action_id": "alert_verdict"}
    for name, verdict in (("positive_button", "right"), ("negative_button", "wrong")):
        made[name] = {
            "text": mrkdwn.plain(texts(f"button-{verdict}"), mrkdwn.BUTTON),
            "accessibility_label": mrkdwn.truncate(texts(f"button-{verdict}-spoken"), mrkdwn.BUTTON),
            "value": f"{verdict}:{move.id}",
        }
    return {"type": "context_actions", "elements": [made]}


def _verdict_buttons(move: Move, texts: Texts) -> list[Block]:
    """Right and Wrong as plain buttons, for clients without feedback buttons."""
    return [
        mrkdwn.button(
            texts(f"button-{verdict}"),
            f"alert_{verdict}",
            f"{verdict}:{move.id}",
            spoken=texts(f"button-{verdict}-spoken"),
        )
        for verdict in ("right", "wrong")
    ]


def _menu(move: Move, reports: Sequence[Report], watches: Sequence[Watch], texts: Texts) -> Block:
    options = [
        _option(texts("menu-mute", org=as_plain(org, 40)), f"mute:{side}:{move.id}")
        for side, org in (("to", move.to_org), ("from", move.from_org))
        if org
    ]
    if reports:
        options.append(_option(texts("menu-mute-source", outlet=as_plain(reports[0].outlet, 40)), f"mute:source:{move.id}"))
    options += [
        _option(texts("menu-edit", number=str(watch.number)), f"edit:{watch.id}")
        for watch in watches[: min(_WATCHES, 5 - len(options))]
    ]
    return {
        "type": "overflow",
        "action_id": "alert_menu",
        "options": options or [_option(texts("button-why"), f"why::{move.id}")],
    }


def _option(label: str, value: str) -> dict[str, Any]:
    return {"text": mrkdwn.plain(label, mrkdwn.OPTION), "value": value}


def _fields(move: Move, reports: Sequence[Report], texts: Texts) -> Block:
    """Label and value; on a phone they stand in one column, the first ones first. Nothing is said of what is not known."""
    said: list[tuple[str, str | None]] = [
        ("from", mrkdwn.escape(move.from_org or texts("not-stated"), 200)),
        ("to", mrkdwn.escape(move.to_org or texts("not-stated"), 200)),
        ("role", mrkdwn.escape(move.role, 300) if move.role else None),
        ("announced", mrkdwn.escape(move.announced_by, 150) if move.announced_by else None),
        ("date", _date(_published(move, reports), texts)),
        ("status", texts("status-by", status=move.status, n=max(move.reports, 1))),
        ("confidence", texts("confidence", level=_level(move.confidence), score=round(move.confidence, 2))),
    ]
    known = [(name, shown) for name, shown in said if shown]
    fields = [{"type": "mrkdwn", "text": f"*{texts(f'field-{name}')}*\n{shown}", "verbatim": True} for name, shown in known]
    return {"type": "section", "fields": fields}


def _level(score: float) -> str:
    return "high" if score >= _HIGH else "medium" if score >= _MEDIUM else "low"


def _published(move: Move, reports: Sequence[Report]) -> datetime:
    return (reports[0].published_at if reports else None) or move.said_at


def _date(when: datetime, texts: Texts) -> str:
    return mrkdwn.date(when, texts.moment(when))


def _quotes(move: Move, reports: Sequence[Report], texts: Texts) -> list[Block]:
    lines = _quote_lines(move, reports, texts)
    return [mrkdwn.section("\n".join(lines))] if lines else []


def _quote_lines(move: Move, reports: Sequence[Report], texts: Texts) -> list[str]:
    """The sentence that what is said rests on; an allegation only with who says so, and none without."""
    words, lang = evidence_of(move, reports)
    lines = [f"> {quoted(words, lang, texts)}"] if words else []
    for claim in move.claims[:1]:
        if claim.get("source") and claim.get("text"):
            source, words = mrkdwn.escape(claim["source"], 80), mrkdwn.escape(claim["text"], QUOTE // 2)
            lines.append(texts("claim", source=source, words=words))
    return lines


def evidence_of(move: Move, reports: Sequence[Report]) -> tuple[str, str]:
    """The sentence to quote, with its language: that of the first report which says what the alert says of the status."""
    if reports and reports[0].status != move.status:
        for report in reports:
            if report.status == move.status and report.evidence:
                return report.evidence, report.lang
    return move.evidence, move.lang


def quoted(words: str, lang: str, texts: Texts, limit: int = QUOTE) -> str:
    """Words of a story in quotation marks, marked with their language."""
    name, shown = lang_name(lang, texts), mrkdwn.escape(words, limit)
    return texts("quoted", words=shown, lang=name) if name else texts("quoted-plain", words=shown)


def _small_print(
    move: Move, reports: Sequence[Report], watches: Sequence[Watch], texts: Texts, names: Mapping[str, str]
) -> list[str]:
    lines = [_sources(move, reports, texts), _delay(move, texts)]
    lines += [_because(watch, texts, names) for watch in watches[:_WATCHES]]
    return [line for line in lines if line]


def _sources(move: Move, reports: Sequence[Report], texts: Texts) -> str:
    """The outlets: each linked, with language and date, the first one first; those beyond a few counted."""
    lines = []
    for report in reports[:LINKS]:
        lang = lang_name(report.lang, texts)
        linked = texts("source-line", link=outlet_link(report), lang=lang) if lang else outlet_link(report)
        lines.append(f"{linked}, {_date(report.published_at or report.seen_at, texts)}")
    if (more := max(move.reports, len(reports)) - len(lines)) > 0 and lines:
        lines.append(texts("more-sources", n=more))
    return " · ".join(lines)


def _delay(move: Move, texts: Texts) -> str:
    waited = move.seen_at - move.said_at
    if waited.total_seconds() < 0:
        return ""
    return texts("first-seen", after=format_timedelta(waited, granularity="minute", locale=texts.lang))


def _because(watch: Watch, texts: Texts, names: Mapping[str, str]) -> str:
    # inside backticks the look-alikes of escape() would only be in the way of copying, but a backtick must not end them
    expression = mrkdwn.escape(watch.expression, 200)
    # by name and never as a mention, which would notify the owner of every alert
    if watch.owner_id not in names:
        return texts("why-watch", number=str(watch.number), expression=expression)
    return texts("why-watch-by", number=str(watch.number), expression=expression, owner=mrkdwn.escape(names[watch.owner_id], 60))


def _mentions(watches: Sequence[Watch], texts: Texts) -> list[Block]:
    """One line that pings whom the watches name; only members and user groups, never a whole channel."""
    wanted = dict.fromkeys(ping for watch in watches for ping in watch.ping)
    found = [match[1] for match in map(_SLACK_ID.match, wanted) if match]
    pings = [f"<!subteam^{one}>" if one.startswith("S") else f"<@{one}>" for one in found][:20]
    return [mrkdwn.section(texts("for-people", people=texts.joined(pings)))] if pings else []


def _buttons(move: Move, reports: Sequence[Report], texts: Texts) -> list[Block]:
    made = []
    if url := next((url for report in reports if (url := mrkdwn.button_url(report.url))), None):
        made.append(mrkdwn.button(texts("button-read"), "alert_read", str(move.id), url=url))
    made.append(mrkdwn.button(texts("button-why"), "alert_why", str(move.id)))
    if move.people:
        made.append(mrkdwn.button(texts("button-track"), "alert_track", str(move.id), spoken=texts("button-track-spoken")))
    if org := move.to_org or move.from_org:
        made.append(mrkdwn.button(texts("button-company", org=as_plain(org, 40)), "alert_company", str(move.id)))
    return made
