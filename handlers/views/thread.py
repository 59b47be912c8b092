"""The lines in an alert's thread."""

from collections.abc import Sequence

from handlers import mrkdwn
from handlers.texts import Texts
from handlers.views.alert import outlet_link
from handlers.views.sentence import NAME, NAMES, sentence
from storage.lifecycle import Change
from storage.models import Move, Report


def thread_line(move: Move, report: Report, change: Change, texts: Texts, *, by_people: bool = False) -> str:
    """One line of mrkdwn that says what changed; empty where nothing did.

    Args:
        move: as it is known now.
        report: the one that changed it.
        change: what it changed.
        texts: the channel's words.
        by_people: whether somebody in the workspace corrected it, and no report did.
    """
    link = outlet_link(report)
    if change.what == "facts" and by_people:
        return texts("thread-corrected-here", sentence=sentence(move, texts, mrkdwn.escape))
    if change.what == "outlet":
        return texts("thread-outlet", link=link, n=move.reports)
    if change.what == "people":
        return texts("thread-people", n=len(change.people), people=_names(change.people, texts), link=link)
    if change.what == "status":
        plain = move.model_copy(update={"status": "confirmed"})  # the line itself says the status, once
        return texts("thread-status", status=move.status, sentence=sentence(plain, texts, mrkdwn.escape), link=link)
    if change.what == "facts":
        return texts("thread-corrected", sentence=sentence(move, texts, mrkdwn.escape), link=link)
    return ""


def _names(people: Sequence[str], texts: Texts) -> str:
    names = [mrkdwn.escape(name, NAME) for name in people[:NAMES]]
    if more := len(people) - len(names):
        names.append(texts("others", n=more))
    return texts.joined(names)
