"""Cuts a statement into words that matter and the gaps between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.classifier.cjk.lexicon import TRIGGER_TAGS, Lexicon

_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9.&'’+\-]*")
_NAME_WORD = re.compile(r"[A-ZÀ-Þ](?:[a-zß-ÿ'’]+[A-Z]?[a-zß-ÿ'’\-A-Z]*|\.?$)")
_ACRONYM = re.compile(r"[A-Z]{1,3}\.?$")
_QUOTED = re.compile(r"[「『“\"]([^「」『』“”\"，,；。]{2,14})[」』”\"]")
_WORK = re.compile(r"《[^《》]{1,40}》|〈[^〈〉]{1,40}〉")
_TRIM = re.compile(r"[在将已拟或再也被曾为获重从等和与及因还于称说是]")
_CUT = re.compile(r"[\s，,、／/。；;：:|｜丨！!？?（）()「」『』“”\"《》〈〉【】\[\]—…~～·•‘’]|-{2,}")
MAX_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of text and what it does: a lexicon tag, ``org``, ``person``, ``latin``, ``cut`` or ``gap``."""

    tag: str
    start: int
    end: int
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A statement with its folded twin of equal length."""

    raw: str
    folded: str

    def of(self, token: Token) -> str:
        """Give the token's text as written."""
        return self.raw[token.start : token.end]

    def word(self, token: Token) -> str:
        """Give the token's text as listed in the lexicon."""
        return self.folded[token.start : token.end]


def tokenize(text: Text, lexicon: Lexicon, orgs: Sequence[Token]) -> list[Token]:
    """Cut a text into tokens that cover it.

    Args:
        text: the statement.
        lexicon: words of its language.
        orgs: organisations known by name in it, longest where they overlap.

    Returns:
        Tokens in order, gaps included.
    """
    known = {token.start: token for token in sorted(orgs, key=lambda token: (token.end, token.key is not None))}
    found: list[Token] = []
    position = 0
    while position < len(text.raw):
        token = _at(text, lexicon, known, position, found)
        if token is None:
            position += 1
            continue
        found.append(token)
        position = token.end
    return fill_gaps(_join_names(text, found), len(text.raw))


def _at(text: Text, lexicon: Lexicon, known: dict[int, Token], position: int, found: list[Token]) -> Token | None:
    if work := _WORK.match(text.raw, position):
        return Token("work", *work.span())
    if quoted := _QUOTED.match(text.raw, position):
        return Token(_quoted_tag(text, lexicon, known, quoted), *quoted.span())
    org = known.get(position)
    counted = lexicon.patterns["quantity"].match(text.folded, position)
    listed = Token("quantity", *counted.span()) if counted else _listed(text, lexicon, position, found, known)
    if listed and listed.tag == "role" and text.raw[listed.end : listed.end + 1] == "・" and not org:
        listed = _shaped(text, lexicon, position) or listed
    if org and (listed is None or org.end >= listed.end):
        return org
    return listed or _shaped(text, lexicon, position)


def _shaped(text: Text, lexicon: Lexicon, position: int) -> Token | None:
    """Words known by their shape alone."""
    if dotted := lexicon.patterns["dotted"].match(text.folded, position):
        return Token("person", position, _name_end(text, lexicon, *dotted.span()))
    for tag, pattern in (("latin", _LATIN), ("cut", _CUT)):
        if found := pattern.match(text.raw, position):
            return Token(tag, *found.span())
    return None


def _quoted_tag(text: Text, lexicon: Lexicon, known: dict[int, Token], quoted: re.Match[str]) -> str:
    """What is quoted is what the words in it are, or else a name of something."""
    start, end = quoted.span(1)
    if start in known and known[start].end == end:
        return "org"
    listed = lexicon.matcher.at(text.folded, start)
    if listed and listed[0] == end:
        return listed[1]
    return "role" if any(text.folded.endswith(word, start, end) for word in lexicon.words["role"]) else "quoted"


def _name_end(text: Text, lexicon: Lexicon, start: int, end: int) -> int:
    """The last part of a dotted name ends where a known word or a function word begins."""
    if lexicon.lang != "zh":
        return end
    last = max(text.raw.rfind(dot, start, end) for dot in "·•・．") + 2
    for position in range(last, end):
        if _TRIM.match(text.raw, position) or _listed(text, lexicon, position, [], {}):
            return position
    return end


def _listed(text: Text, lexicon: Lexicon, position: int, found: list[Token], known: dict[int, Token]) -> Token | None:
    match = lexicon.matcher.at(text.folded, position)
    if match is None or not (whole_word(text.folded, position, match[0]) or _ends_compound(text, position, match)):
        return None
    token = Token(match[1], position, match[0])
    if token.end - token.start > 1 or token.tag in {"connective", "particle", "honorific", "of"}:
        return token
    named = _begins_name(text, lexicon, position, found) or (position + 1 not in known and _opens_name(text, lexicon, position))
    return token if _at_edge(text, lexicon, token, found) and not named else None


def _ends_compound(text: Text, position: int, match: tuple[int, str]) -> bool:
    """A post in katakana may end a compound: クエストディレクター."""
    long = match[0] - position >= 5  # noqa: PLR2004 shorter ones are often part of another word
    return match[1] == "role" and long and not any(_is_katakana(char) for char in text.raw[match[0] : match[0] + 1])


def _begins_name(text: Text, lexicon: Lexicon, position: int, found: list[Token]) -> bool:
    """A name may begin with a word of one character: 前田 in Japanese, 于东来 between a post and another word in Chinese."""
    surnames = lexicon.names["surnames"]
    if lexicon.lang == "ja":
        return any(text.raw[position : position + size] in surnames for size in (2, 3))
    named = bool(found) and found[-1].tag == "role" and found[-1].end == position and text.folded[position] in surnames
    inner = [lexicon.matcher.at(text.folded, position + offset) for offset in (1, 2)]
    after = lexicon.matcher.at(text.folded, position + 3)
    return named and after is not None and not any(word and word[0] - position > 2 for word in inner)  # noqa: PLR2004 words of two and more


def _opens_name(text: Text, lexicon: Lexicon, position: int) -> bool:
    """A Japanese name may begin with 新, 元 or 前 (新開崇平氏): no known word stands between there and the honorific."""
    pattern = lexicon.patterns.get("honoured")
    named = pattern.match(text.raw, position) if pattern else None
    inner = range(position + 1, named.end(1)) if named else ()
    words = [lexicon.matcher.at(text.folded, at) or lexicon.org_matcher.at(text.folded, at) for at in inner]
    return named is not None and not any(words)


def whole_word(folded: str, start: int, end: int) -> bool:
    """Tell whether a stretch does not cut a Latin word in two, nor begins within a katakana word."""

    def joined(left: str, right: str) -> bool:
        return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()

    before = start > 0 and joined(folded[start - 1], folded[start])
    after = end < len(folded) and joined(folded[end - 1], folded[end])
    inside = start > 0 and _is_katakana(folded[start - 1]) and _is_katakana(folded[start])
    return not (before or after or inside)


def _is_katakana(char: str) -> bool:
    return "ァ" <= char <= "ヴ" or char == "ー"


def _at_edge(text: Text, lexicon: Lexicon, token: Token, found: list[Token]) -> bool:
    """A single character counts as a word only beside another word or the edge of the clause."""
    if token.tag in TRIGGER_TAGS:
        return token.start == 0 or (bool(found) and found[-1].tag == "cut" and found[-1].end == token.start)
    if token.tag == "prefix":
        return (
            bool(lexicon.patterns["prefixed"].match(text.raw, token.end))
            or lexicon.org_matcher.at(text.folded, token.end) is not None
        )
    if token.start == 0 or (found and found[-1].end == token.start):
        return True
    if token.end >= len(text.raw) or _CUT.match(text.raw, token.end) or _CUT.match(text.raw, token.start - 1):
        return True
    after = lexicon.matcher.at(text.folded, token.end)
    if after is None or after[0] - token.end == 1 or token.tag == "current":
        return False
    return token.tag != "as" or after[1] not in TRIGGER_TAGS


def _join_names(text: Text, found: list[Token]) -> list[Token]:
    """Join capitalised Latin words that stand side by side into one personal name."""
    joined: list[Token] = []
    for token in found:
        last = joined[-1] if joined else None
        if token.tag == "cut" and text.of(token) == " " and last and last.tag in {"latin", "latin_name"}:
            joined.append(token)
        elif token.tag == "latin" and len(joined) > 1 and _continues(text, joined, token):
            start = joined[-2].start
            del joined[-2:]
            joined.append(Token("latin_name", start, token.end))
        else:
            joined.append(token)
    return [replace(token, tag="person") if token.tag == "latin_name" else token for token in joined]


def _continues(text: Text, joined: list[Token], token: Token) -> bool:
    gap, first = joined[-1], joined[-2]
    if gap.tag != "cut" or gap.end != token.start or first.tag not in {"latin", "latin_name"} or first.end != gap.start:
        return False
    words = text.raw[first.start : first.end].split()
    word = text.of(token)
    return (
        len(words) < MAX_NAME_WORDS and bool(_NAME_WORD.match(words[0])) and bool(_NAME_WORD.match(word) or _ACRONYM.match(word))
    )


def looks_like_name(word: str) -> bool:
    """Tell whether one Latin word has the shape of a name: capital, then small letters."""
    return len(word) > 2 and bool(_NAME_WORD.match(word)) and not word.isupper()  # noqa: PLR2004 shorter ones are abbreviations


def fill_gaps(found: Sequence[Token], length: int) -> list[Token]:
    """Add a ``gap`` token wherever the tokens leave text uncovered."""
    filled: list[Token] = []
    position = 0
    for token in found:
        if token.start > position:
            filled.append(Token("gap", position, token.start))
        filled.append(token)
        position = token.end
    if position < length:
        filled.append(Token("gap", position, length))
    return filled
