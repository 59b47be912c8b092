"""Mistakes as answers: what happened, what to type next, and a reference."""

import re
from collections.abc import Sequence
from typing import Any

from handlers import mrkdwn
from handlers.errors import UserError
from handlers.grammar import vocabulary
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.commands import usage

_VALUE = 150
_MENTION = re.compile(r"<@[A-Z0-9]+>|<!subteam\^[A-Z0-9]+>")


def problem(error: UserError, texts: Texts, reference: str = "", buttons: Sequence[Block] = ()) -> Message:
    """The answer to a mistake.

    Args:
        error: what happened; its values are outside strings.
        texts: the reader's words.
        reference: the mark under which the log holds it.
        buttons: ways out, most fitting first.
    """
    said = sentence(error, texts)
    small = [mrkdwn.context(texts("error-reference", reference=reference))] if reference else []
    offered = [mrkdwn.actions(*buttons[:5])] if buttons else []
    return Message(text=mrkdwn.truncate(said, mrkdwn.TEXT), blocks=[mrkdwn.section(said), *offered, *small])


def sentence(error: UserError, texts: Texts) -> str:
    """A mistake in words, with the form of the command where the mistake is about one."""
    values = {name: _shown(name, value, texts) for name, value in error.values.items()}
    said = texts(error.key, **values)
    verb = error.values.get("verb")
    return texts("error-with-usage", problem=said, usage=usage(verb, texts)) if verb else said


def _shown(name: str, value: Any, texts: Texts) -> Any:
    if name == "slot":
        return texts(f"slot-{value}")
    if name == "verb":
        return vocabulary.primary(texts.lang, "verbs", value)
    if isinstance(value, str) and not _MENTION.fullmatch(value):
        return mrkdwn.escape(value, _VALUE)
    return value
