"""One spelling of one organisation, prepared for matching."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.classifier.catalogue.script import align, has_accent, is_cjk
from bot.classifier.catalogue.values import Organisation

SHORT = 4
LATIN_TOKEN = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A spelling with what the text must look like to be it.

    Attributes:
        tokens: Folded words; Chinese and Japanese spellings are one token.
        spelling: As the catalogue writes it.
        lang: The only language it holds in, or None.
        organisation: Whose spelling it is.
        word: Whether it is also a common word.
        upper: Whether it is an acronym that must stand in capitals.
        accented: Whether it may carry accents.
    """

    tokens: tuple[str, ...]
    spelling: str
    lang: str | None
    organisation: Organisation
    word: bool
    upper: bool
    accented: bool

    def looks_right(self, written: str) -> bool:
        """Whether letter case and accents of the text allow this spelling."""
        if has_accent(written) and not self.accented:
            return False
        if self.upper:
            return written.upper() == written
        if self.word or len(self.tokens) > 1:
            return written[0].isupper() or written == self.spelling or any(map(str.isupper, written[1:]))
        return len(written) > SHORT or written[0].isupper() or written == self.spelling


def patterns_of(organisations: Iterable[Organisation]) -> Iterator[Pattern]:
    """A pattern for each spelling of each organisation."""
    for organisation in organisations:
        for spelling, lang in organisation.spellings:
            folded = align(spelling)
            cjk = any(map(is_cjk, folded))
            tokens = (folded.replace(" ", ""),) if cjk else tuple(LATIN_TOKEN.findall(folded))
            yield Pattern(
                tokens=tokens,
                spelling=spelling,
                lang=lang,
                organisation=organisation,
                word=spelling in organisation.words,
                upper=not cjk and spelling.isupper() and len(spelling) <= SHORT + 1,
                accented=has_accent(spelling),
            )
