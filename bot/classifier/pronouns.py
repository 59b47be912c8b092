"""Tell whom "he" and "she" stand for: the person whom the sentences before tell of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.classifier.clause import Clause


def refer(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Give every sentence with a pronoun the person it stands for.

    Args:
        clauses: the sentences of a story in order.

    Yields:
        The same sentences, those with a pronoun with their ``antecedent``.
    """
    told: list[str] = []
    bound: dict[str, str] = {}
    for clause in clauses:
        pronoun = next((word for c in clause.chunks if (word := clause.words.pronouns.get(c.text.lower()))), None)
        own = _subjects(clause)
        if pronoun is None:
            told = own or told
            yield clause
            continue
        first = next(k for k, c in enumerate(clause.chunks) if c.text.lower() in clause.words.pronouns)
        inner = [name for name, at in own_places(clause) if at < first]
        taken = {name for word, name in bound.items() if word != pronoun}
        choice = inner[:1] or [name for name in ([bound[pronoun]] if bound.get(pronoun) in told else told) if name not in taken]
        if choice:
            bound[pronoun] = choice[0]
        told = [*(own if inner else choice[:1] + own), *told][:4] if choice or own else told
        yield replace(clause, antecedent=choice[0]) if choice else clause


def own_places(clause: Clause) -> list[tuple[str, int]]:
    """People whom a sentence tells of by themselves, and where; not those whom a preposition brings."""
    single = [p for p in clause.phrases if len(p.persons) == 1]
    free = [(p.persons[0], p.first) for p in single if not clause.preposition(p)]
    return free or [(p.persons[0], p.first) for p in single]


def _subjects(clause: Clause) -> list[str]:
    return [name for name, _ in own_places(clause)]
