"""Buttons that type a command for the person."""

from handlers import mrkdwn
from handlers.grammar import VERBS, vocabulary
from handlers.mrkdwn import Block
from handlers.texts import Texts

RUN = "run"
"""Prefix of the action id of buttons whose value is a command; what follows only tells them apart."""

SHARE = "share_answer"
"""Action id of the button that shows an answer to the whole channel; its value is the command."""

_LONGEST = 1900


def run_button(label: str, command: str, place: int = 0, *, spoken: str = "", style: str | None = None) -> Block:
    """A button that does what typing the command would do, and puts the answer in place of the message."""
    return mrkdwn.button(label, f"{RUN}.{place}", command[:_LONGEST], spoken=spoken, style=style)


def share_button(texts: Texts, command: str) -> Block | None:
    """A button that shows the answer to a command to the whole channel; None where the command is too long to be kept."""
    return mrkdwn.button(texts("button-share"), SHARE, command) if command and len(command) <= _LONGEST else None


def shown_to(channel: bool) -> str:
    """Slack's ``response_type``: everybody in the channel, or the person who asked alone."""
    return "in_channel" if channel else "ephemeral"


def usage(verb: str, texts: Texts) -> str:
    """How a verb is written, in the reader's words: ``/moves watch COMPANY [filters] …``."""
    known = VERBS[verb]
    word = "" if verb in {"show", "summary"} else vocabulary.primary(texts.lang, "verbs", verb)
    parts = ["/moves", word]
    for slot in known.slots:
        shown = "|".join(vocabulary.primary(texts.lang, "values", choice, _subject(slot.choices)) for choice in slot.choices)
        shown = shown or texts(f"slot-{slot.name}")
        parts.append(shown if slot.required else f"[{shown}]")
    if any(key in known.keys for key in ("type", "since")):
        parts.append(f"[{texts('slot-filters')}]")
    return " ".join(filter(None, parts))


def _subject(choices: tuple[str, ...]) -> str:
    return "direction" if choices == ("all",) else "action"
