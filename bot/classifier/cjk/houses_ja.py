"""Japanese organisations by their shape: a known name with what extends it, and unknown ones by the word that ends them."""

from collections.abc import Sequence

from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.cjk.tokens import Text, Token

_SHORTEST = 2
_NEXT_TO = frozenset({"role", "ex", "leave", "fire", "take", "particle", "of", "successor", "appoint", "current"})


def houses(text: Text, known: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Add what the form of words tells to the organisations known by name.

    Args:
        text: the statement.
        known: organisations known by name in it.
        lexicon: words of its language.

    Returns:
        The known ones, each with its extension ("…HD", "…日本法人"), and those told by their last word.
    """
    pattern = lexicon.patterns.get("house_tail")
    if pattern is None:
        return list(known)
    extended = []
    for token in known:
        tail = pattern.match(text.folded, token.end)
        extended.append(Token("org", token.start, tail.end() if tail else token.end, token.key))
    return [*extended, *_shaped(text, extended, lexicon)]


def _shaped(text: Text, known: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    found = []
    for match in lexicon.patterns["house"].finditer(text.folded):
        start, end = match.span()
        if lead := lexicon.patterns["not_in_org"].match(match.group()):
            start += lead.end()
        if end - start > _SHORTEST + 1 and not _covered(known, start, end) and _stands_alone(text, start, end, lexicon):
            found.append(Token("org", start, end))
    return found


def _covered(known: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a name of the catalogue, or a longer one, stands there."""
    return any(t.start < end and start < t.end and (t.key is not None or t.end - t.start >= end - start) for t in known)


def _stands_alone(text: Text, start: int, end: int, lexicon: Lexicon) -> bool:
    plain = text.folded.startswith(tuple(lexicon.words["not_org"]), start) or text.folded[start:end] in lexicon.words["venture"]
    return not plain and _ends_word(text, end, lexicon)


def _ends_word(text: Text, end: int, lexicon: Lexicon) -> bool:
    if end >= len(text.raw) or not text.raw[end].isalnum():
        return True
    after = lexicon.matcher.at(text.folded, end)
    return after is not None and after[1] in _NEXT_TO
