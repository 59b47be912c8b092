"""One spelling of one organisation, prepared for matching."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from bot.classifier.catalogue.script import align, has_accent, has_cjk
from bot.classifier.catalogue.values import Organisation

SHORT = 4
TAIL_SIGNS = "&+"
LATIN_TOKEN = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+")


class Pattern(NamedTuple):
    """A spelling with what the text must look like to be it.

    Attributes:
        tokens: Folded words; Chinese and Japanese spellings are one token.
        spelling: As the catalogue writes it.
        lang: The only language it holds in, or None.
        organisation: Whose spelling it is.
        cjk: Whether it is written without spaces.
        word: Whether it is also a common word.
        upper: Whether it is an acronym that must stand in capitals.
        accented: Whether it may carry accents.
        tail: Signs that end it and must be there ("Canal+").
    """

    tokens: tuple[str, ...]
    spelling: str
    lang: str | None
    organisation: Organisation
    cjk: bool
    word: bool
    upper: bool
    accented: bool
    tail: str

    def looks_right(self, written: str) -> bool:
        """Whether letter case and accents of the text allow this spelling."""
        if has_accent(written) and not self.accented:
            return False
        if self.upper:
            return written.upper() == written
        if self.word:
            return written in (self.spelling, self.spelling.upper()) or normalize("NFKC", written) == self.spelling
        if len(self.tokens) > 1:
            return any(map(str.isupper, written)) or written == self.spelling
        return len(written) > SHORT or written[0].isupper() or written == self.spelling


class Hit(NamedTuple):
    """A spelling met in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last.
        pattern: Whose spelling it is.
        sure: False where it may as well be the common word.
    """

    start: int
    end: int
    pattern: Pattern
    sure: bool


def patterns_of(organisations: Iterable[Organisation]) -> Iterator[Pattern]:
    """A pattern for each spelling of each organisation."""
    for organisation in organisations:
        for spelling, lang in organisation.spellings:
            yield _pattern(organisation, spelling, lang)


def _pattern(organisation: Organisation, spelling: str, lang: str | None) -> Pattern:
    folded = align(spelling)
    cjk = has_cjk(folded)
    return Pattern(
        tokens=(folded.replace(" ", ""),) if cjk else tuple(LATIN_TOKEN.findall(folded)),
        spelling=spelling,
        lang=lang,
        organisation=organisation,
        cjk=cjk,
        word=spelling in organisation.words,
        upper=not cjk and len(spelling) <= SHORT + 1 and spelling.isupper(),
        accented=has_accent(spelling),
        tail="" if cjk else spelling[len(spelling.rstrip(TAIL_SIGNS)) :],
    )
