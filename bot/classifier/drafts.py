"""A move in the making, and when two of its facts can tell of the same organisation or mover."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from bot.classifier.facts import Fact, Org, fold
from bot.classifier.reading import Kind

OUT = frozenset(("leave", "resign", "fire", "lose", "exit"))


@dataclass
class Draft:
    """A move in the making: who, and all facts about them in the order of the story."""

    persons: tuple[str, ...]
    group: str | None
    facts: list[Fact] = field(default_factory=list)
    origin: Org | None = None
    goal: Org | None = None
    role: str | None = None
    kind: Kind = "join"

    @property
    def lead(self) -> Fact:
        """The fact that the move rests on."""
        return self.facts[0]


def same_org(one: Org | None, two: Org | None) -> bool:
    """Whether two mentions can be the same organisation."""
    if one is None or two is None:
        return False
    if one.key and two.key:
        return one.key == two.key
    a, b = set(fold(one.name).split()), set(fold(two.name).split())
    return a <= b or b <= a


def alike(one: Org | None, two: Org | None) -> bool:
    """Whether two mentions are the same organisation or a part and its whole: "Meta" and "Meta AI"."""
    if one is None or two is None:
        return False
    a, b = set(fold(one.name).split()), set(fold(two.name).split())
    return same_org(one, two) or a <= b or b <= a


def agree(fact: Fact, other: Fact) -> bool:
    """Whether two facts contradict each other at neither end."""
    return all(a is None or b is None or same_org(a, b) for a, b in ((fact.origin, other.origin), (fact.goal, other.goal)))


def same_mover(one: Iterable[str], two: Iterable[str]) -> bool:
    """Whether one of some people is among some others, in a full or a short form of the name."""

    def near(a: str, b: str) -> bool:
        x, y = fold(a).split(), fold(b).split()
        if min(len(x), len(y)) > 1 and (set(x) <= set(y) or set(y) <= set(x)):
            return True  # "Ana Ruiz" and "Ana Ruiz Soler"
        return x[-1] == y[-1] and (set(x) <= set(y) or set(y) <= set(x) or x[0][0] == y[0][0])

    return any(near(a, b) for a, b in product(one, two))
