"""Japanese personal names: what stands before an honorific or a title, and dotted foreign names."""

import re
from collections.abc import Sequence

from bot.classifier.cjk.kin_ja import without_kin
from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.cjk.tokens import Text, Token

_HAN_NAME = re.compile(r"[\u3400-\u9fff々ヶノケ]{2,6}[ぁ-ん]{0,3}$|[\u3400-\u9fff々]{1,4}[ぁ-んァ-ヴー]{1,5}$|[ぁ-ん]{3,6}$")
_KATAKANA = re.compile(r"[ァ-ヴー]{2,12}$")
_DOTTED = re.compile(r"[ァ-ヴー]{1,12}(?:[・=＝][ァ-ヴー]{1,12}|[・=＝]?[A-Z]\.?[・=＝]?[ァ-ヴー]{1,12}){1,7}")
_BARE_HAN = re.compile(r"[\u3400-\u9fff々]{1,5}[ぁ-んァ-ヴー]{0,3}")
_FULL_NAME = re.compile(r"[\u3400-\u9fff々]{3,5}|[\u3400-\u9fff々]{2,3}[ぁ-んァ-ヴー]{2,4}")
_LONGEST = 6


def find_people(text: Text, tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Find the personal names.

    Args:
        text: the statement.
        tokens: its tokens, gaps included.
        lexicon: words of its language.

    Returns:
        Tokens that cover the text, with ``person`` tokens cut out of the gaps; honorifics become part of the gap's end.
    """
    out: list[Token] = []
    tokens = _with_surnames(text, tokens, lexicon)
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.tag == "honorific" and out and out[-1].tag == "person":
            continue
        if token.tag in {"gap", "latin"} and after:
            out.extend(_named(text, token, tokens[index + 1 :], out, lexicon))
        else:
            out.append(token)
    return without_kin(text, _owners(text, out), lexicon)


def _owners(text: Text, tokens: Sequence[Token]) -> list[Token]:
    """A dotted name on which another person hangs is a house: "マイケル・コースのシュルマン氏"."""
    out = list(tokens)
    for index, token in enumerate(tokens[:-2]):
        owned = tokens[index + 1].tag == "of" and tokens[index + 1].start == token.end and tokens[index + 2].tag == "person"
        if token.tag == "person" and "・" in text.of(token) and owned:
            out[index] = Token("org", token.start, token.end)
    return out


def _with_surnames(text: Text, tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Houses are named after families: "野村" before a given name or an honorific is the family, not the house."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        after = tokens[index + 1 : index + 3]
        if token.tag != "org" or text.of(token) not in lexicon.names["surnames"] or not after:
            out.append(token)
        elif after[0].tag == "honorific" or (len(after) > 1 and after[0].tag == "gap" and after[1].tag == "honorific"):
            out.append(Token("gap", token.start, token.end))
        else:
            out.append(token)
    return _joined(out)


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Make neighbouring gaps one."""
    out: list[Token] = []
    for token in tokens:
        if token.tag == "gap" and out and out[-1].tag == "gap":
            out[-1] = Token("gap", out[-1].start, token.end)
        else:
            out.append(token)
    return out


def _named(text: Text, token: Token, after: Sequence[Token], before: list[Token], lexicon: Lexicon) -> list[Token]:
    start = _start(text, token, after[0], before, lexicon)
    if start is None and token.tag == "gap" and _bare_name(text, token, after, before, lexicon):
        start = token.start
    if start is None:
        return [token]
    head = [Token("gap", token.start, start)] if start > token.start else []
    return [*head, Token("person", start, token.end)]


def _start(text: Text, token: Token, after: Token, before: list[Token], lexicon: Lexicon) -> int | None:
    word = text.of(token)
    if after.tag == "honorific":
        return _before_honorific(word, token, lexicon)
    if after.tag != "role" or token.tag == "latin":
        return None
    surname = _surname_at_end(word, lexicon)
    if surname is not None:
        return token.start + surname
    if text.word(after) not in lexicon.names["title"] or text.word(after) in lexicon.names["section_title"]:
        return None
    if known := next((name for name in lexicon.names["known"] if word.endswith(name)), None):
        return token.end - len(known)
    return token.start if _bare(word, before, lexicon) else None


def _bare(word: str, before: list[Token], lexicon: Lexicon) -> bool:
    """A word right before a title is a name if it begins the phrase and names no department or sort of company."""
    if before and before[-1].tag not in {"cut", "of", "org", "particle", "connective"}:
        return False
    if _names_no_one(word, lexicon):
        return False
    if _KATAKANA.fullmatch(word):
        opened = [token.tag for token in before] in (["gap", "cut"], ["prefix", "gap", "cut"])
        return opened or any(token.tag == "org" for token in before)
    return bool(_BARE_HAN.fullmatch(word))


def _names_no_one(word: str, lexicon: Lexicon) -> bool:
    parts = (part for tag in ("department", "org_suffix", "not_org") for part in lexicon.words[tag] if len(part) > 1)
    return any(part in word for part in parts) or word.endswith(tuple(lexicon.words["org_suffix_weak"]))


def _bare_name(text: Text, token: Token, after: Sequence[Token], before: Sequence[Token], lexicon: Lexicon) -> bool:
    """A name without honorific: "茶谷栄治前次官" before a former post, "常務の久保田修一が" behind a post."""
    word = text.of(token)
    if not _FULL_NAME.fullmatch(word) or _names_no_one(word, lexicon):
        return False
    if after[0].tag == "ex":
        return any(part.tag == "role" and part.start - after[0].end <= _LONGEST for part in after[1:3])
    tags = [part.tag for part in before[-3:]]
    tied = tags[-2:] == ["role", "of"] or tags[-1:] == ["role"] or tags == ["ex", "org", "of"]
    return tied and after[0].tag in {"particle", "cut"} and _surname_at_end(word, lexicon) == 0


def _before_honorific(word: str, token: Token, lexicon: Lexicon) -> int | None:
    if token.tag == "latin":
        return token.start
    if any(word.endswith(name[:-1]) and name.endswith("氏") for name in lexicon.names["not_name"]):
        return None
    if word in lexicon.names["surnames"]:
        return token.start
    for pattern in (_DOTTED_END, _KATAKANA, _HAN_NAME):
        if found := pattern.search(word):
            return token.start + found.start()
    return None


_DOTTED_END = re.compile(_DOTTED.pattern + "$")


def _surname_at_end(word: str, lexicon: Lexicon) -> int | None:
    """Find where a name with a listed surname begins that ends with the word: the leftmost of at most six characters."""
    tail = max(0, len(word) - _LONGEST)
    for start in range(tail, len(word) - 1):
        rest = word[start:]
        given = next(
            (rest[size:] for size in (3, 2, 1) if rest[:size] in _surnames(lexicon) and (size > 1 or len(rest) > 1)), None
        )
        if given is not None and len(given) <= 3 and (start == 0 or not _is_name_char(word[start - 1])):  # noqa: PLR2004 given names have at most three
            return start
    return None


def _is_name_char(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char == "々"


def _surnames(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.names["surnames"]
