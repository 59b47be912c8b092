"""Tells an organisation from the common word that is written the same: Meta, Apple, Orange, 小米, 理想."""

from dataclasses import dataclass

from bot.classifier.catalogue.load import surroundings
from bot.classifier.catalogue.values import Context, Organisation

Token = tuple[str, int, int]
NOTHING = Context()
NO_WORDS: frozenset[str] = frozenset()
UNSPACED = frozenset({"zh", "ja"})
NEAR = 6
CONTENT_WORD = 5
POSSESSED = (2, 3)
CJK_BEFORE, CJK_AFTER = 6, 9
SENTENCE_ENDS = frozenset(".!?:;|•–—-\n")
OPENING, CLOSING = frozenset('"«»„“‚'), frozenset('"«»“”‘')
QUOTES = " \u00a0\"'«»“”‘’„("


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A candidate in its text: tokens `first` to `last` (exclusive) of `tokens`."""

    text: str
    tokens: list[Token]
    first: int
    last: int
    lang: str

    def word(self, index: int) -> str:
        """Folded word at an index, empty outside the text."""
        return self.tokens[index][0] if 0 <= index < len(self.tokens) else ""

    @property
    def next_word(self) -> str:
        """The word after the candidate and its possessive s."""
        following = self.word(self.last)
        return self.word(self.last + 1) if following == "s" else following


def is_meant(organisation: Organisation, around: Surroundings) -> bool | None:
    """Whether a capitalised word in a Latin script names the organisation.

    Args:
        organisation: Whose name the word would be.
        around: Where it stands.

    Returns:
        None where nothing here tells: it does if the text names the organisation elsewhere.
    """
    own = organisation.context.get(around.lang, NOTHING)
    shared = surroundings().get(around.lang, {})
    if around.next_word in own.not_after:
        return False
    if around.next_word in shared.get("after", NO_WORDS):
        return True
    if around.word(around.first - 1) in own.not_before:
        return False
    return around.lang not in organisation.weak or _is_likely(organisation, own, shared, around) or None


def _is_likely(organisation: Organisation, own: Context, shared: dict[str, frozenset[str]], around: Surroundings) -> bool:
    """Whether the words around a weak name, its quotes or its capital letter say that it is a name."""
    if _is_confirmed(own, shared, around) or ("media" in organisation.sectors and _is_quoted(around)):
        return True
    if around.lang in UNSPACED:
        return _is_meant_among_cjk(organisation, shared, around)
    return not organisation.strict and _capital_tells(around)


def _is_confirmed(own: Context, shared: dict[str, frozenset[str]], around: Surroundings) -> bool:
    before, earlier = around.word(around.first - 1), around.word(around.first - 2)
    if before in shared.get("before", NO_WORDS):
        return True
    if before in shared.get("links", NO_WORDS) and earlier in shared.get("after", NO_WORDS):
        return True
    possessed = around.word(around.last) == "s"
    if possessed and any(around.word(around.last + ahead) in shared.get("after", NO_WORDS) for ahead in POSSESSED):
        return True
    return bool(own.needs) and not own.needs.isdisjoint(word for word, _, _ in around.tokens)


def _is_meant_among_cjk(organisation: Organisation, shared: dict[str, frozenset[str]], around: Surroundings) -> bool:
    """Whether a Latin word in Chinese or Japanese text is the organisation; such words are mostly names."""
    if not organisation.strict and not _in_longer_name(around):
        return True
    start, end = around.tokens[around.first][1], around.tokens[around.last - 1][2]
    return _is_said_nearby(around.text.lower(), start, end, shared)


def _is_said_nearby(folded: str, start: int, end: int, shared: dict[str, frozenset[str]]) -> bool:
    before, after = folded[max(0, start - CJK_BEFORE) : start], folded[end : end + CJK_AFTER]
    return any(word in before for word in shared.get("before", ())) or any(word in after for word in shared.get("after", ()))


def _is_quoted(around: Surroundings) -> bool:
    """Whether the name stands alone in quotes, as titles of papers do."""
    start, end = around.tokens[around.first][1], around.tokens[around.last - 1][2]
    return around.text[start - 1 : start] in OPENING and around.text[end : end + 1] in CLOSING


def _capital_tells(around: Surroundings) -> bool:
    """Whether the capital letter is a sign of a name.

    It is none in German, at a sentence's start, in a Title Case headline, or within a longer name (Tom Cruise).
    """
    if around.lang == "de" or _starts_sentence(around.text, around.tokens[around.first][1]) or _in_longer_name(around):
        return False
    near = around.tokens[max(0, around.first - NEAR) : around.first] + around.tokens[around.last : around.last + NEAR]
    starts = [around.text[start] for word, start, _ in near if len(word) >= CONTENT_WORD]
    return sum(map(str.islower, starts)) * 2 > len(starts)


def _in_longer_name(around: Surroundings) -> bool:
    text, tokens = around.text, around.tokens
    start, end = tokens[around.first][1], tokens[around.last - 1][2]
    follows = around.first > 0 and text[start - 1] == " " and text[tokens[around.first - 1][1]].isupper()
    goes_on = around.last < len(tokens) and text[end] in " -" and text[tokens[around.last][1]].isupper()
    return (follows and text[start - 2 : start - 1].isalnum()) or goes_on


def _starts_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(QUOTES)
    return not before or before[-1] in SENTENCE_ENDS


def is_meant_cjk(organisation: Organisation, folded: str, start: int, end: int, lang: str) -> bool | None:
    """Whether a Chinese or Japanese word that is also a common one names the organisation.

    Args:
        organisation: Whose name the word would be.
        folded: The text after `align`.
        start: Offset of the word.
        end: Offset after it.
        lang: Language code of the text.

    Returns:
        None where nothing here tells: it does if the text names the organisation elsewhere.
    """
    own = organisation.context.get(lang, NOTHING)
    if folded.startswith(tuple(own.not_after), end) or folded.endswith(tuple(own.not_before), 0, start):
        return False
    if lang not in organisation.weak or any(word in folded for word in own.needs):
        return True
    return _is_said_nearby(folded, start, end, surroundings().get(lang, {})) or None
