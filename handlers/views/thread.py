"""The lines in an alert's thread."""

from handlers import mrkdwn
from handlers.texts import Texts
from handlers.views.alert import outlet_link
from handlers.views.sentence import NAME, NAMES, sentence
from storage.lifecycle import Change
from storage.models import Move, Report


def thread_line(move: Move, report: Report, change: Change, texts: Texts) -> str:
    """One line of mrkdwn that says what a later report changed; empty where it changed nothing."""
    link = outlet_link(report)
    if change.what == "outlet":
        return texts("thread-outlet", link=link, n=move.reports)
    if change.what == "people":
        names = [mrkdwn.escape(name, NAME) for name in change.people[:NAMES]]
        if more := len(change.people) - len(names):
            names.append(texts("others", n=more))
        return texts("thread-people", n=len(change.people), people=texts.joined(names), link=link)
    if change.what == "status":
        plain = move.model_copy(update={"status": "confirmed"})  # the line itself says the status, once
        return texts("thread-status", status=move.status, sentence=sentence(plain, texts, mrkdwn.escape), link=link)
    if change.what == "facts":
        return texts("thread-corrected", sentence=sentence(move, texts, mrkdwn.escape), link=link)
    return ""
