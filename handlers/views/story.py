"""A story as a message: the alert with what people said of it, or what is left of an alert that was withdrawn."""

from collections.abc import Mapping

from handlers import mrkdwn
from handlers.mrkdwn import Message
from handlers.texts import Texts
from handlers.views.alert import alert_message, outlet_link, simple_message
from handlers.views.sentence import sentence
from storage.shown import Story


def story_forms(story: Story, texts: Texts, *, names: Mapping[str, str] | None = None) -> list[Message]:
    """The message, then a simpler form of it for when Slack refuses its blocks."""
    if story.withdrawn:
        return [withdrawn_message(story, texts)]
    parts = (story.move, story.reports, story.watches, texts)
    full, simple = alert_message(*parts, names=names), simple_message(*parts, names=names)
    note = _note(story, texts)
    if note:
        small_print = next(place for place, block in enumerate(full["blocks"]) if block["type"] == "context")
        full["blocks"].insert(small_print + 1, mrkdwn.context(note))
        simple["blocks"].insert(1, mrkdwn.section(note))
    return [full, simple]


def _note(story: Story, texts: Texts) -> str:
    correction = story.correction
    if correction is None or correction.verdict != "wrong":
        return ""
    return texts("corrected-note", what=correction.what, by=f"<@{correction.by}>")


def withdrawn_message(story: Story, texts: Texts) -> Message:
    """What stays of an alert that is no news: why, and the way back; no name of who may not be named."""
    what, correction = story.withdrawn, story.correction
    by = f"<@{correction.by}>" if correction else ""
    blocks = [mrkdwn.section(texts("withdrawn", what=what, by=by))]
    small = []
    if what in ("old_news", "duplicate"):
        small.append(sentence(story.move, texts, mrkdwn.escape) + ".")
    if correction and (other := str(correction.changes.get("duplicate_of", ""))):
        small.append(texts("withdrawn-same", link=mrkdwn.link(other, other) if "://" in other else mrkdwn.escape(other, 100)))
    if what != "forgotten":
        small += [outlet_link(report) for report in story.reports[:1]]
        restore = mrkdwn.button(texts("button-restore"), "alert_right", f"right:{story.move.id}")
        blocks += [mrkdwn.context(*small), mrkdwn.actions(restore)]
    return Message(text=texts("withdrawn-text", what=what), blocks=blocks)
