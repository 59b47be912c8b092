"""Chinese personal names in the gaps between known words: surname, given name and what stands around them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.cjk.tokens import Text, Token, fill_gaps

# Words after which, or before which, a person is likely named.
_LEFT = frozenset(
    {"role", "org", "ex", "connective", "appoint", "poach", "fire", "person", "succession", "reported", "current", "by"}
)
_RIGHT = frozenset(
    {
        "leave",
        "join",
        "take",
        "promote",
        "return",
        "found",
        "adverb",
        "reported",
        "denied",
        "exit",
        "role",
        "connective",
        "as",
        "by",
        "honorific",
    },
)
_LEFT_CHARS = "由和与及任为将请称从聘邀让令对被致"
_RIGHT_CHARS = "将已拟或再也被曾任为获正重并从等和与及因还于接入在又称未回离加出转升兼辞当卸跳去说是谈表正创退宣确官"
_JOINTS = frozenset({"as", "by", "connective", "adverb", "reported", "denied"})
MIN_SCORE = 4
_LONGEST = 4


def find_people(text: Text, tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Find the personal names in the gaps.

    Args:
        text: the statement.
        tokens: its tokens, gaps included.
        lexicon: words of its language.

    Returns:
        Tokens that cover the text, with ``person`` tokens cut out of the gaps.
    """
    out: list[Token] = []
    for index, token in enumerate(tokens):
        if token.tag != "gap":
            out.append(token)
            continue
        left = out[-1].tag if out else "cut"
        right = tokens[index + 1].tag if index + 1 < len(tokens) else "cut"
        out.extend(_split(text, token, left, right, lexicon))
    return out


def _split(text: Text, gap: Token, left: str, right: str, lexicon: Lexicon) -> list[Token]:
    names = _best(list(_candidates(text, gap, left, right, lexicon)))
    tagged: list[Token] = []
    for token in fill_gaps([Token("person", start - gap.start, end - gap.start) for start, end in names], gap.end - gap.start):
        moved = Token(token.tag, token.start + gap.start, token.end + gap.start)
        tagged.extend(_leftover(text, moved, lexicon) if moved.tag == "gap" else [moved])
    return tagged


def _leftover(text: Text, gap: Token, lexicon: Lexicon) -> list[Token]:
    """Beside a name even words of one character are words."""
    tokens: list[Token] = []
    position = gap.start
    while position < gap.end:
        word = lexicon.matcher.at(text.folded, position)
        if word is None or word[0] > gap.end or (position == gap.start and word[0] < gap.end and word[1] not in _JOINTS):
            break
        tokens.append(Token(word[1], position, word[0]))
        position = word[0]
    return tokens if position == gap.end else [*tokens, Token("gap", position, gap.end)]


def _best(candidates: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for _, start, end in sorted(candidates, key=lambda c: (-c[0], c[1])):
        if all(end <= s or start >= e for s, e in chosen):
            chosen.append((start, end))
    return sorted(chosen)


def _candidates(text: Text, gap: Token, left: str, right: str, lexicon: Lexicon) -> Iterator[tuple[int, int, int]]:
    folded = text.folded
    for start in range(gap.start, gap.end):
        before = _before(folded, start, gap, left, lexicon)
        if before is None:
            continue
        for end in range(start + 2, min(start + 6, gap.end) + 1):
            after = _after(folded, end, gap, right)
            if after is None:
                continue
            score = before + after + _shape(folded[start:end], whole=start == gap.start and end == gap.end, lexicon=lexicon)
            if score >= MIN_SCORE:
                yield score, start, end


def _before(folded: str, start: int, gap: Token, left: str, lexicon: Lexicon) -> int | None:
    if start == gap.start:
        return 2 if left in _LEFT else 1
    if left == "org" and folded[gap.start : start] in lexicon.words["org_extension"]:
        return 2
    if folded[start - 1] in _LEFT_CHARS:
        return 1 if start - 1 == gap.start else 0
    return None


def _after(folded: str, end: int, gap: Token, right: str) -> int | None:
    if end == gap.end:
        return 0 if right == "role" else 2 if right in _RIGHT else 1 if right == "cut" else 0
    return 1 if folded[end] in _RIGHT_CHARS else None


def _shape(word: str, *, whole: bool, lexicon: Lexicon) -> int:
    """How much a word looks like a name: negative if it cannot be one."""
    names = lexicon.names
    if word in names["known"]:
        return 4
    if word[:2] in lexicon.words["not_name"] or not _han(word):
        return -9
    rare = sum(2 for c in word[1:] if c in lexicon.words["not_given"])
    if word[:2] in names["compound"] and 3 <= len(word) <= _LONGEST:  # noqa: PLR2004 compound surname and one or two characters
        return 3 - rare
    foreign = _foreign(word, lexicon)
    if len(word) > 3:  # noqa: PLR2004 longer than any one-character surname's name
        return 3 if foreign else 1 - rare if whole and len(word) == _LONGEST and word[0] in names["frequent"] else -9
    if word[0] not in names["surnames"]:
        return 2 if foreign and len(word) == 3 and whole else -9  # noqa: PLR2004 shorter ones are words
    return (2 if word[0] in names["frequent"] else 1) + (len(word) == 3) + int(whole) - rare  # noqa: PLR2004 most names have three


def _foreign(word: str, lexicon: Lexicon) -> bool:
    return all(c in _transliteration(lexicon) for c in word)


@lru_cache
def _transliteration_set(words: frozenset[str]) -> frozenset[str]:
    return frozenset("".join(words))


def _transliteration(lexicon: Lexicon) -> frozenset[str]:
    return _transliteration_set(lexicon.names["transliteration"])


def _han(word: str) -> bool:
    return all("\u3400" <= c <= "\u9fff" for c in word)
