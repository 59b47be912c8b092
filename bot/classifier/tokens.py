"""Words with their places: the units that the reader works on."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:[&.'\-][^\W_]+)*|[^\w\s]")
_ELISION = re.compile(r"(?:l|d|qu|n|s|j|c|m|jusqu|lorsqu|puisqu)'(?=\w)", re.IGNORECASE)
_EX = re.compile(r"ex-(?=\w)", re.IGNORECASE)
MAX_TOKENS = 120


class Token(NamedTuple):
    """One word or mark of punctuation of a sentence, with its place in characters."""

    text: str
    low: str
    start: int
    end: int


def tokenize(sentence: str, heads: tuple[str, ...] = ()) -> list[Token]:
    """Split a sentence into at most ``MAX_TOKENS`` tokens.

    The possessive ``'s``, the French elisions (``d'``, ``l'``) and the prefix ``ex-`` become tokens of their own, and so does
    the last part of a compound that ends in one of ``heads`` ("Audi-Chef").
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(sentence):
        _split(match.group(), match.start(), tokens, heads)
        if len(tokens) >= MAX_TOKENS:
            break
    return tokens


def _split(text: str, at: int, tokens: list[Token], heads: tuple[str, ...]) -> None:
    if "'" in text or "-" in text:
        head = _ELISION.match(text) or _EX.match(text)
        if head:
            tokens.append(Token(head.group(), head.group().lower(), at, at + head.end()))
            _split(text[head.end() :], at + head.end(), tokens, heads)
            return
        cut = text.rfind("-")
        if heads and cut > 1 and text.lower().endswith(heads):
            tokens.append(Token(text[:cut], text[:cut].lower(), at, at + cut))
            tokens.append(Token(text[cut + 1 :], text[cut + 1 :].lower(), at + cut + 1, at + len(text)))
            return
        if text[-2:] in ("'s", "'S"):
            cut = len(text) - 2
            tokens.append(Token(text[:cut], text[:cut].lower(), at, at + cut))
            tokens.append(Token("'s", "'s", at + cut, at + len(text)))
            return
    tokens.append(Token(text, text.lower(), at, at + len(text)))
