"""What stands left and right of a trigger: its subject, its objects, and the phrases that prepositions bring."""

from dataclasses import dataclass
from functools import cached_property

from bot.classifier.clause import Clause
from bot.classifier.facts import Org
from bot.classifier.labels import Chunk
from bot.classifier.phrases import Phrase

_STOPS = "urj"
_BE = "y"
_OPEN_SUBJECT = frozenset("fghipkbAT")


def is_mover(phrase: Phrase) -> bool:
    """Whether a phrase can be somebody: named, or told by a post."""
    return bool(phrase.persons) or (phrase.role is not None and (phrase.new or not phrase.seat))


def org_of(chunk: Chunk | None) -> Org | None:
    """The organisation of a chunk."""
    return Org(chunk.text, chunk.key) if chunk else None


@dataclass
class Scope:
    """The surroundings of the trigger at chunk ``at`` of a clause."""

    clause: Clause
    at: int

    @cached_property
    def flags(self) -> frozenset[str]:
        """The flags of all frames that the trigger may open."""
        return frozenset(flag for t in self.clause.chunks[self.at].triggers for flag in t.flags)

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

    def _finite(self, at: int) -> bool:
        """Whether a verb of moving stands there."""
        return self.clause.label(at) == "t" and not self._nominal(at)

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
    def gives_reason(self) -> bool:
        """Whether the trigger itself ends in the word that leads to the reason: "out after", "out over"."""
        last = self.clause.chunks[self.at].text.lower().split()[-1]
        return self.clause.words.labels.get(last, "") in ("j", "p")

    @cached_property
    def leads(self) -> bool:
        """Whether the trigger itself ends in the preposition that leads to a firm: "takes over at Acme"."""
        last = self.clause.chunks[self.at].text.lower().split()[-1]
        return self.clause.words.labels.get(last, "") in ("h", "i", "f", "T", "b")

    @cached_property
    def passive(self) -> bool:
        """Whether a form of "to be" stands before the trigger."""
        k = self.at - 1
        while self.clause.label(k) and self.clause.label(k) in "xvnp":
            k -= 1
        active = self.clause.chunks[self.at].text.lower().split()[0].endswith(self.clause.words.active_endings or ("\0",))
        return (self.clause.label(k) == _BE and not active) or self._closing_passive()

    def _closing_passive(self) -> bool:
        """Whether a participle closes a clause that "wurde" opened: "Roe wurde zur Chefin ernannt"."""
        if "verb_final" not in self.clause.words.switches or self.clause.after(self.at + 1, self.right_edge):
            return False
        helper = next((k for k in range(self.at - 1, self.left_edge - 1, -1) if self.clause.label(k) in ("x", "y")), None)
        return helper is not None and self.clause.label(helper) == _BE

    @cached_property
    def perfect(self) -> bool:
        """Whether an auxiliary makes the participle active: "a annoncé"."""
        k = self.at - 1
        while self.clause.label(k) and self.clause.label(k) in "vn":
            k -= 1
        return k >= 0 and self.clause.chunks[k].text.lower() in self.clause.words.perfect

    @cached_property
    def negated(self) -> bool:
        """Whether a negation stands close before the trigger, or right after it (French, German)."""
        before = "".join(self.clause.label(k) for k in range(max(0, self.at - 4), self.at))
        own = before[max(before.rfind(mark) for mark in "acju") + 1 :]
        return "n" in own or "n" in "".join(self.clause.label(k) for k in range(self.at, self.at + 3))

    @cached_property
    def right(self) -> list[Phrase]:
        """Phrases on the right, within the edge; where the verb closes its clause, those between subject and verb."""
        found = self.clause.after(self.at + 1, self.right_edge)
        if found or "verb_final" not in self.clause.words.switches:
            return found
        inner = sorted(self.left, key=lambda p: p.first)
        if self._relative is not None:
            return [p for p in inner if p.first > self._relative]
        free = (k for k, p in enumerate(inner) if is_mover(p) and not self.preposition(p) and not self._accusative(p))
        subject = next(free, None)
        return inner[subject + 1 :] if subject is not None else inner

    @cached_property
    def left(self) -> list[Phrase]:
        """Phrases on the left within the edge, nearest first."""
        return [p for p in self.clause.before(self.at) if p.first >= self.left_edge]

    def preposition(self, phrase: Phrase) -> str:
        """Label of the preposition before a phrase."""
        k = phrase.first - 1
        while self.clause.label(k) and self.clause.label(k) in "dvzm":
            k -= 1
        if self.clause.label(k) == "C" and self.clause.label(phrase.first) in ("O", "P"):
            k -= 1  # "bei der Bekleidungskette Acme"
            while self.clause.label(k) and self.clause.label(k) in "dvzmw":
                k -= 1
        label = self.clause.label(k)
        if label == "f" and self.clause.label(k - 1) and self.clause.label(k - 1) in "gi":
            label = self.clause.label(k - 1)  # "venu de", "au profit de"
        if label == "k" and self._opens_clause(k):
            return ""  # "as" is no preposition where a clause follows: "as Roe takes over"
        return label if label and label in _OPEN_SUBJECT else ""

    def subject(self) -> Phrase | None:
        """The mover on the left: a person right before, else the nearest person or post that no preposition brings."""
        if "verb_final" in self.clause.words.switches and not self.clause.after(self.at + 1, self.right_edge):
            if self._relative is not None:
                return next((p for p in self.left if is_mover(p) and p.last <= self._relative), None)
            free = [p for p in reversed(self.left) if is_mover(p) and not self.preposition(p)]
            free = [p for p in free if not self._accusative(p)] or free
            if free:
                edge = next((k for k in range(self.at - 1, self.left_edge, -1) if self._finite(k)), 0)
                beside = next((p for p in free if p.last == self.at and self.clause.label(p.first - 1) == "c"), None)
                return beside or next((p for p in free if p.first > edge), free[0])
        if "verb_second" in self.clause.words.switches:
            return self._around() or self._across() or self._speaker()
        for phrase in self.left:
            if (
                is_mover(phrase)
                and ((phrase.persons and self._adjacent(phrase)) or not self.preposition(phrase))
                and not self._aside(phrase)
            ):
                return phrase
        behind = next(iter(self.objects()), None) if "inverts" in self.clause.words.switches else None
        if behind is not None and is_mover(behind) and behind.first - self.at <= 2:  # noqa: PLR2004 (right behind the verb)
            return behind
        return self._across() or self._speaker()

    @cached_property
    def _relative(self) -> int | None:
        """Where the relative clause opens that a verb closes: "Doe, die Acme im Mai verlässt"."""
        if "verb_final" not in self.clause.words.switches:
            return None
        for k in range(self.at - 1, self.left_edge, -1):
            label = self.clause.label(k)
            if label == "r":
                return k
            if label in ("c", "t"):
                return None
        return None

    def _around(self) -> Phrase | None:
        """The mover before a verb that comes second, else the one behind it that is no object."""
        for phrase in [*self.left, *self.right]:
            if is_mover(phrase) and not self.preposition(phrase) and not self._aside(phrase) and not self._accusative(phrase):
                return phrase
        return None

    def _accusative(self, phrase: Phrase) -> bool:
        """Whether its article marks a phrase as an object."""
        first = self.clause.chunks[phrase.first]
        return first.label == "d" and first.text.lower() in self.clause.words.object_articles

    def _adjacent(self, phrase: Phrase) -> bool:
        """Whether nothing but commas, adverbs and auxiliaries stands between a phrase and the trigger."""
        return all(self.clause.label(k) in "cvxyn<>" for k in range(phrase.last, self.at))

    def _aside(self, phrase: Phrase) -> bool:
        """Whether a phrase stands in a relative clause that ended before the trigger: "Roe, who led 300 staff, to join"."""
        relative = next((k for k in range(phrase.first - 1, self.left_edge, -1) if self.clause.label(k) in "rt"), None)
        if relative is None or self.clause.label(relative) != "r":
            return False
        between = "".join(self.clause.label(k) for k in range(phrase.last - 1, self.at))
        return "c" in between and any(p.last <= relative and is_mover(p) for p in self.left)

    @cached_property
    def background(self) -> bool:
        """Whether the trigger stands in a relative clause ("Roe, who left in June")."""
        k = self.at - 1
        while self.clause.label(k) and self.clause.label(k) in "xyvnod":
            k -= 1
        return self.clause.label(k) == "r"

    def _speaker(self) -> Phrase | None:
        """The author: "I'm joining Acme", "Leaving Acme"; only in a headline."""
        if self.clause.index:
            return None
        if "author" in {flag for t in self.clause.chunks[self.at].triggers for flag in t.flags} and self.at == 0:
            return Phrase(0, 0, words="the author", speaker=True)
        speaker = next((p for p in self.left if p.speaker), None)
        if speaker is None:
            return None
        return next((p for p in self.clause.before(self.left_edge) if p.persons), speaker)  # "Jane Roe: why I leave Acme"

    def _across(self) -> Phrase | None:
        """Subject beyond a strong mark next to the trigger: "Tim Cook: out as CEO"."""
        if self.left_edge < self.at and self.left:
            return None
        for phrase in self.clause.before(self.left_edge):
            if is_mover(phrase) and not self.preposition(phrase) and self.at - phrase.last <= 3:  # noqa: PLR2004 - chunks: close enough to be its subject
                return phrase
        return None

    def kicker(self) -> Org | None:
        """The company before a headline's colon: "Apple: the head of Siri joins Microsoft"."""
        first = self.clause.phrases[0] if self.clause.phrases else None
        if first is None or first.first > 0 or self.clause.label(first.last) != "u" or first.last >= self.left_edge + 1:
            return None
        return org_of(first.org) if first.org and not first.persons and first.role is None else None

    def employer(self) -> Org | None:
        """The organisation that acts: the first of its clause, else of the sentence."""
        edge = next((k + 1 for k in range(self.at - 1, -1, -1) if self.clause.label(k) in "ujrt"), 0)
        return self._first_org(edge) or self._first_org(0) or self._opening()

    def _opening(self) -> Org | None:
        """A word that opens the headline right before its verb: "Sun names Roe chief"."""
        first = self.clause.chunks[0]
        word = first.label == "W" and self.at == 1 and not self.clause.index
        return Org(first.text) if word and first.text.lower() not in self.clause.words.not_names else None

    def told_by(self) -> Org | None:
        """The firm that says that somebody joins: "Acme confirms Jane Roe is joining"."""
        said = [k for k in range(self.at) if self.clause.chunks[k].text.lower() in self.clause.words.announce]
        if not said:
            return None
        return next((org_of(p.org) for p in self.clause.phrases if p.last == said[0] and not p.persons and p.role is None), None)

    def _first_org(self, edge: int) -> Org | None:
        inside = [p for p in reversed(self.left if edge else list(self.clause.before(self.at))) if p.first >= edge and p.org]
        plain = [p for p in inside if not p.persons and p.role is None and not self.preposition(p)]
        return org_of((plain or inside)[0].org) if inside else None

    def objects(self, prepositions: str = "") -> list[Phrase]:
        """Phrases on the right that no preposition, or one of those given, brings."""
        return [p for p in self.right if self.preposition(p) == "" or self.preposition(p) in prepositions]

    def brought_by(self, prepositions: str) -> list[Phrase]:
        """Phrases on the right that one of the prepositions brings."""
        return [p for p in self.right if self.preposition(p) and self.preposition(p) in prepositions]

    def joined(self, phrase: Phrase) -> bool:
        """Whether a phrase on the right hangs on the trigger itself: nothing but prepositions, posts and small words between."""
        line = "".join(self.clause.label(k) for k in range(self.at + 1, phrase.first))
        return len(line) <= 6 and not set(line) - set("dmvqgfhkoesxyRwCBac") and line.count("w") <= 1 and not line.startswith("c")  # noqa: PLR2004 - chunks: a longer stretch is a clause of its own

    def joined_after(self, target: Phrase, phrase: Phrase) -> bool:
        """Whether a post follows the person who takes it, or stands between verb and person, with only small words between."""
        first, second = sorted((target, phrase), key=lambda p: p.first)
        return second.first - first.last <= 2 and not any(self.clause.label(k) in "ucj" for k in range(first.last, second.first))  # noqa: PLR2004 - chunks: an "and" and an article at most stand between

    def tenure(self) -> Org | None:
        """The firm that a span of time was spent at: "after 20 years at Acme, Jane Roe starts …"."""
        for phrase in self.clause.phrases:
            before = self.clause.chunks[phrase.first - 2].text.lower().split() if phrase.first > 1 else []
            spent = bool(before) and before[-1] in self.clause.words.spans and self.preposition(phrase) in ("h", "p")
            if spent and phrase.org and not phrase.persons:
                return org_of(phrase.org)
        return None

    def org_by(self, prepositions: str) -> Org | None:
        """First organisation on the right that one of the prepositions brings."""
        return next((org_of(p.org) for p in self.brought_by(prepositions) if p.org), None)
