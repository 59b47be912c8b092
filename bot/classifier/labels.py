"""Give each stretch of a sentence a one-letter label, so that phrases can be told by patterns over the letters.

``P`` person · ``O`` organisation · ``R`` role · ``t`` trigger · ``e`` former · ``d`` article · ``s`` possessive · ``a`` and ·
``c`` comma · ``f`` of · ``g`` from · ``h`` at · ``i`` to, for ·
``A`` Spanish personal a · ``o`` his, her · ``b`` by · ``k`` as · ``q`` number · ``m`` new · ``x`` auxiliary · ``v`` adverb ·
``r`` relative pronoun · ``n`` negation · ``l`` to lead · ``u`` strong mark · ``j`` open conjunction · ``B`` board ·
``C`` noun where all nouns have capitals · ``W``/``w`` any other word.
"""

from typing import NamedTuple

from bot.classifier.catalogue import load_catalogue
from bot.classifier.grower import name_end
from bot.classifier.names import NameSense, nameish
from bot.classifier.tokens import Token
from bot.classifier.tries import longest
from bot.classifier.words import Trigger, Words

_MARKS = {",": "c", ";": "u", ":": "u", "–": "u", "—": "u", "|": "u", "-": "u", "(": "<", ")": ">", "?": "u", "!": "u", "/": "a",
          "&": "a", "+": "a", "…": "u", ".": "u", "•": "u"}  # fmt: skip


_KNOWN_FIRM = 1.5


class Chunk(NamedTuple):
    """A labelled stretch of a sentence: tokens ``first`` up to but without ``last``."""

    label: str
    text: str
    first: int
    last: int
    key: str | None = None
    triggers: tuple[Trigger, ...] = ()
    person: float = 0.0


def _declined(text: str, name: str) -> bool:
    """Whether a name is written with an ending of its case: "der Deutschen Bank"."""
    first, *rest = text.split()
    wanted, *others = name.split()
    return rest == others and first != wanted and first.lower().startswith(wanted.lower())


class Labeller:
    """Labels the tokens of one sentence from left to right, the longest reading first."""

    def __init__(
        self, sentence: str, tokens: list[Token], words: Words, sense: NameSense, orgs: dict[int, tuple[int, str, str]]
    ) -> None:
        """Take the sentence, its tokens, and the known organisations by the index of their first token."""
        self.sentence, self.tokens, self.words, self.sense, self.orgs = sentence, tokens, words, sense, orgs
        self.chunks: list[Chunk] = []

    def run(self) -> list[Chunk]:
        """Label the whole sentence."""
        at = 0
        while at < len(self.tokens):
            chunk = self._next(at)
            self.chunks.append(chunk)
            at = chunk.last
        return self.chunks

    def _next(self, at: int) -> Chunk:
        told = self._org(at) or self._trigger(at) or self._role(at) or self._titled(at) or self._label(at)
        return told or self._name(at) or self._word(at)

    def _chunk(self, label: str, first: int, last: int, key: str | None = None, person: float = 0.0) -> Chunk:
        text = self.sentence[self.tokens[first].start : self.tokens[last - 1].end]
        return Chunk(label, text, first, last, key, (), person)

    def _org(self, at: int) -> Chunk | None:
        if at not in self.orgs:
            return None
        last, key, name = self.orgs[at]
        grown = last
        while (
            grown < len(self.tokens)
            and self.tokens[grown].low in self.words.org_suffixes
            and self.tokens[grown].text[0].isupper()
        ):
            grown += 1
        chunk = self._chunk("O", at, grown, (key or None) if grown == last else None)
        if key and grown == last and "noun_capitals" in self.words.switches and _declined(chunk.text, name):
            return chunk._replace(text=name)  # written with an ending of its case: "der Deutschen Bank"
        return chunk

    def _proper(self, at: int) -> bool:
        """Whether a capital letter in the middle of an ordinary sentence says that this is no verb or function word."""
        token = self.tokens[at]
        return (
            token.text[0].isupper() and not self.sense.shouting and at > 0 and self.tokens[at - 1].text not in ":.?!\"“«„|–—-'("
        )

    def _trigger(self, at: int) -> Chunk | None:
        found, last = longest(self.words.triggers, self.tokens, at)
        if not isinstance(found, list) or self._proper(at):
            return None
        usable = tuple(t for t in found if t.tail is None or any(tok.low == t.tail for tok in self.tokens[last:]))
        usable = tuple(t for t in usable if "closing" not in t.flags or last == len(self.tokens))
        tailed = tuple(t for t in usable if t.tail)
        usable = tailed or usable
        if not usable or self._is_post(at, last):
            return None
        text = self.sentence[self.tokens[at].start : self.tokens[last - 1].end]
        if usable[0].frame == "none":
            return Chunk("z", text, at, last)
        return Chunk("t", text, at, last, None, usable)

    def _is_post(self, at: int, last: int) -> bool:
        """Whether a word of a verb is a post after all, as what to lead follows: "hires former Acme head to lead …"."""
        after = self.tokens[last].low if last < len(self.tokens) else ""
        leads = self.words.labels.get(after) == "l" or (last < len(self.tokens) and self._is_trigger(last))
        return last > at + 1 and leads and at > 0 and self._led(at)

    def _led(self, at: int) -> bool:
        """Whether a firm or "former" stands right before a word."""
        return (
            bool(self.chunks)
            and self.chunks[-1].label in "OeRw"
            and isinstance(longest(self.words.roles, self.tokens, at)[0], str)
        )

    def _role(self, at: int) -> Chunk | None:
        found, last = longest(self.words.roles, self.tokens, at)
        if isinstance(found, str) and self._names_org(at, last):
            return None
        if not isinstance(found, str):
            low = self.tokens[at].low
            if self.words.role_suffixes and low.endswith(self.words.role_suffixes) and low not in self.words.not_roles:
                return self._chunk("R", at, at + 1)
            return None
        last = self._role_tail(last)
        return self._chunk("B" if found == "board" else "R", at, last, "seat" if found == "seat" else None)

    def _names_org(self, at: int, last: int) -> bool:
        """Whether a word for a post is part of an organisation's name: "Founders Fund", "Partners Group"."""
        if last - at > 1 or last >= len(self.tokens) or not self.tokens[at].text[0].isupper():
            return False
        following = self.tokens[last]
        return following.text[0].isupper() and following.low in (self.words.org_suffixes | self.words.org_heads)

    def _role_tail(self, last: int) -> int:
        """Take ``of <common words>`` into the role: "head of mortgage", but leave "of Apple" to be read as the organisation."""
        tokens, end = self.tokens, last
        if (
            end > 0
            and tokens[end - 1].low in self.words.org_posts
            and self.words.labels.get(tokens[end].low if end < len(tokens) else "") == "f"
        ):
            return last
        while end + 1 < len(tokens) and end - last < 6:  # noqa: PLR2004 (a post is told in few words)
            joint = self.words.labels.get(tokens[end].low, "")
            if joint not in ("f", "a", "p") and tokens[end].low != "&":
                break
            step = end + 1
            while step < len(tokens) and self.words.labels.get(tokens[step].low) == "d" and not self._titled(step):
                step += 1
            stop = self._domain_end(step, self.tokens[last - 1].text[0].islower())
            if stop == step or self._describes(stop):
                break
            end = stop
            if joint == "a" and end - last > 4:  # noqa: PLR2004 (a longer list is no longer one post)
                break
        return end if end != last and self.words.labels.get(tokens[last].low, "") in ("f", "p") else last

    def _describes(self, stop: int) -> bool:
        """Whether common words before a name say what it is: "founder of voice startup Acme"."""
        noun = self.tokens[stop - 1].low
        follows = stop < len(self.tokens) and (stop in self.orgs or self.tokens[stop].text[0].isupper())
        return follows and (noun in self.words.owners or noun in self.words.units)

    def _domain_end(self, at: int, small: bool) -> int:
        tokens = self.tokens
        end = at
        while end < len(tokens) and end - at < 4:  # noqa: PLR2004 (a field of work has few words)
            token = tokens[end]
            if end in self.orgs or not token.text[0].isalnum() or token.low in self.words.labels or self._is_trigger(end):
                break
            if self._opens_org(end):
                break
            if token.text[0].isupper() and len(token.text) > 2 and self._stands_out(end, small):  # noqa: PLR2004 - shorter ones are initials and particles
                break
            if isinstance(longest(self.words.roles, tokens, end)[0], str) and end > at:
                break
            end += 1
        return end

    def _stands_out(self, at: int, small: bool) -> bool:
        """Whether a capitalised word is a name: no ordinary word, or one behind a post in small letters ("patron de Casino")."""
        token = self.tokens[at]
        if token.low not in self.words.common:
            return True
        if self.sense.shouting:
            return False
        return (small and "small_posts" in self.words.switches) or load_catalogue().resolve(token.text) is not None

    def _opens_org(self, at: int) -> bool:
        """Whether a capitalised word begins an organisation: "Cour des comptes", "Stoke Space"."""
        token = self.tokens[at]
        if not token.text[0].isupper():
            return False
        return token.low in self.words.org_heads or (at + 1 < len(self.tokens) and self._names_org(at, at + 1))

    def _is_trigger(self, at: int) -> bool:
        return isinstance(longest(self.words.triggers, self.tokens, at)[0], list)

    def _titled(self, at: int) -> Chunk | None:
        """A name that begins with a capital article amid small letters: "L'Équipe", "El Confidencial"."""
        if "of_is_from" not in self.words.switches or self.words.labels.get(self.tokens[at].low) != "d" or not self._proper(at):
            return None
        if at + 1 >= len(self.tokens) or not self.tokens[at + 1].text[0].isupper() or at + 1 in self.orgs:
            return None
        if self._is_trigger(at + 1) or isinstance(longest(self.words.roles, self.tokens, at + 1)[0], str):
            return None
        end = name_end(self.tokens, at + 1, self.words, self.sense, self.orgs)
        return self._chunk("O", at, end, None, -3.0)

    def _label(self, at: int) -> Chunk | None:
        token = self.tokens[at]
        pair = self.words.pairs.get(f"{token.low} {self.tokens[at + 1].low}") if at + 1 < len(self.tokens) else None
        if pair is not None:
            return self._chunk(pair, at, at + 2)
        label = self.words.labels.get(token.low)
        if token.low in self.words.months and self._dated(at):
            return self._chunk("v", at, at + 1)
        if label is None or (self._proper(at) and label not in "qemSv"):
            return None
        if at + 1 < len(self.tokens) and self.tokens[at + 1].text in ".'" and len(token.text) == 1:
            return None
        dotted = token.low in self.words.honorifics and at + 1 < len(self.tokens) and self.tokens[at + 1].text == "."
        return self._chunk(label, at, at + 1 + dotted)

    def _dated(self, at: int) -> bool:
        """Whether a word that is also a month tells when: "in May", "May 3"."""
        before = self.tokens[at - 1].low if at else ""
        after = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        return self.words.labels.get(before, "") in ("h", "p", "f", "j", "b") or after[:1].isdigit()

    def _name(self, at: int) -> Chunk | None:
        if not nameish(self.tokens, at, self.words, self.sense):
            return None
        end = name_end(self.tokens, at, self.words, self.sense, self.orgs)
        is_org, person = self.sense.weigh(self.tokens[at:end], self.words)
        if end == at + 1 and person > 0 and load_catalogue().resolve(self.tokens[at].text):
            person -= _KNOWN_FIRM
        return self._chunk("O" if is_org else "N", at, end, None, person)

    def _word(self, at: int) -> Chunk:
        token = self.tokens[at]
        if token.text == "." and "noun_capitals" in self.words.switches and self._ordinal(at):
            return self._chunk("v", at, at + 1)
        if not token.text[0].isalnum():
            return self._chunk(_MARKS.get(token.text, "z"), at, at + 1)
        if token.low[0].isdigit():
            return self._chunk("q", at, at + 1)
        if "noun_capitals" in self.words.switches and token.text[0].isupper() and not self._joined(at):
            return self._chunk("C", at, at + 1)
        return self._chunk("W" if token.text[0].isupper() else "w", at, at + 1)

    def _ordinal(self, at: int) -> bool:
        """Whether a full stop belongs to the number of a day: "zum 1. Juli"."""
        return 0 < at < len(self.tokens) - 1 and self.tokens[at - 1].text.isdigit() and self.tokens[at + 1].text[0].isupper()

    def _joined(self, at: int) -> bool:
        """Whether a hyphen ties a word to the next: "KI-Experten"."""
        return at + 1 < len(self.tokens) and self.sentence[self.tokens[at].end : self.tokens[at + 1].start] == "-"
