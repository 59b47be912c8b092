"""What stands left and right of a trigger: its subject, its objects, and the phrases that prepositions bring."""

from dataclasses import dataclass
from functools import cached_property

from bot.classifier.clause import Clause
from bot.classifier.facts import Org
from bot.classifier.labels import Chunk
from bot.classifier.phrases import Phrase

_STOPS = "urj"
_BE = "y"
_OPEN_SUBJECT = frozenset("fghipkbA")


def is_mover(phrase: Phrase) -> bool:
    """Whether a phrase can be somebody: named, or told by a post."""
    return bool(phrase.persons) or phrase.role is not None


def org_of(chunk: Chunk | None) -> Org | None:
    """The organisation of a chunk."""
    return Org(chunk.text, chunk.key) if chunk else None


@dataclass
class Scope:
    """The surroundings of the trigger at chunk ``at`` of a clause."""

    clause: Clause
    at: int

    @cached_property
    def left_edge(self) -> int:
        """First chunk of the stretch that the trigger belongs to, on its left."""
        return next((k + 1 for k in range(self.at - 1, -1, -1) if self.clause.label(k) == "u"), 0)

    @cached_property
    def right_edge(self) -> int:
        """End of the stretch on the right: a strong mark, a relative, a conjunction or the next verb."""
        for k in range(self.at + 1, len(self.clause.chunks)):
            label = self.clause.label(k)
            if label in _STOPS or (label == "t" and not self._nominal(k)) or (label == "k" and self._opens_clause(k)):
                return k
        return len(self.clause.chunks)

    def _nominal(self, at: int) -> bool:
        return all(t.frame in ("arrival", "exit") or "soft" in t.flags for t in self.clause.chunks[at].triggers)

    def _opens_clause(self, at: int) -> bool:
        """Whether "as" begins a clause of its own ("as founder John Doe steps down")."""
        following = next((p for p in self.clause.phrases if p.first > at), None)
        if following is None:
            return False
        k = following.last
        while self.clause.label(k) and self.clause.label(k) in "xyvn":
            k += 1
        return self.clause.label(k) == "t" and following.first - at <= 2  # noqa: PLR2004 (the phrase follows at once)

    @cached_property
    def passive(self) -> bool:
        """Whether a form of "to be" stands before the trigger."""
        k = self.at - 1
        while self.clause.label(k) and self.clause.label(k) in "xvnp":
            k -= 1
        return self.clause.label(k) == _BE

    @cached_property
    def negated(self) -> bool:
        """Whether a negation stands close before the trigger, or right after it (French, German)."""
        near = "".join(self.clause.label(k) for k in range(max(0, self.at - 4), self.at + 3))
        return "n" in near

    @cached_property
    def right(self) -> list[Phrase]:
        """Phrases on the right, within the edge."""
        return self.clause.after(self.at + 1, self.right_edge)

    @cached_property
    def left(self) -> list[Phrase]:
        """Phrases on the left within the edge, nearest first."""
        return [p for p in self.clause.before(self.at) if p.first >= self.left_edge]

    def preposition(self, phrase: Phrase) -> str:
        """Label of the preposition before a phrase."""
        k = phrase.first - 1
        while self.clause.label(k) and self.clause.label(k) in "dvzm":
            k -= 1
        label = self.clause.label(k)
        return label if label and label in _OPEN_SUBJECT else ""

    def subject(self) -> Phrase | None:
        """The mover on the left: the nearest person or post that no preposition brings."""
        for phrase in self.left:
            if is_mover(phrase) and not self.preposition(phrase):
                return phrase
        return self._across()

    def _across(self) -> Phrase | None:
        """Subject beyond a strong mark next to the trigger: "Tim Cook: out as CEO"."""
        if self.left_edge < self.at and self.left:
            return None
        for phrase in self.clause.before(self.left_edge):
            if is_mover(phrase) and not self.preposition(phrase) and self.at - phrase.last <= 3:  # noqa: PLR2004
                return phrase
        return None

    def employer(self) -> Org | None:
        """The organisation that acts: subject of "hires"."""
        for phrase in self.left:
            if phrase.org is not None and not phrase.persons and phrase.role is None and not self.preposition(phrase):
                return org_of(phrase.org)
        for phrase in self.left:
            if phrase.org is not None:
                return org_of(phrase.org)
        return None

    def objects(self, prepositions: str = "") -> list[Phrase]:
        """Phrases on the right that no preposition, or one of those given, brings."""
        return [p for p in self.right if self.preposition(p) == "" or self.preposition(p) in prepositions]

    def brought_by(self, prepositions: str) -> list[Phrase]:
        """Phrases on the right that one of the prepositions brings."""
        return [p for p in self.right if self.preposition(p) and self.preposition(p) in prepositions]

    def org_by(self, prepositions: str) -> Org | None:
        """First organisation on the right that one of the prepositions brings."""
        return next((org_of(p.org) for p in self.brought_by(prepositions) if p.org), None)
