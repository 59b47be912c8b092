"""Names taken out of texts. Pure."""

import re
from collections.abc import Sequence

from storage.keys import fold

GONE = "[…]"
_SHORT = 3  # a family name of fewer letters is also a word, or part of one


def redact(text: str, names: Sequence[str]) -> str:
    """The text with every one of the names, and of their family names, taken out, whatever their case or accents."""
    for name in names:
        for form in _forms(name):
            text = _without(text, form)
    return text


def _forms(name: str) -> list[str]:
    words = fold(name).split()
    forms = [" ".join(words)] if words else []
    if len(words) > 1 and len(words[-1]) >= _SHORT:
        forms.append(words[-1])
    return forms


def _without(text: str, form: str) -> str:
    spans = _spans(text, form)
    for start, end in reversed(spans):
        text = text[:start] + GONE + text[end:]
    return text


def _spans(text: str, form: str) -> list[tuple[int, int]]:
    """Where the words of a folded form stand in a text, compared folded, word by word."""
    wanted = form.split()
    places = [(fold(match[0]), match.span()) for match in re.finditer(r"[^\W_]+", text)]
    if not form.isascii() and len(wanted) == 1:
        # scripts without spaces: the name stands within a longer run
        return [match.span() for match in re.finditer(re.escape(form), text)]
    found = []
    at = 0
    while at + len(wanted) <= len(places):
        if [word for word, _ in places[at : at + len(wanted)]] == wanted:
            found.append((places[at][1][0], places[at + len(wanted) - 1][1][1]))
            at += len(wanted)
        else:
            at += 1
    return found
