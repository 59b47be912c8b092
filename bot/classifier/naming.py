"""Find the names of movers whom a sentence tells only by number or post."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.classifier.clause import Clause
from bot.classifier.drafts import OUT, Draft
from bot.classifier.facts import Fact, Org
from bot.classifier.phrases import Phrase
from bot.classifier.words import Words

_STEM = 5  # as much of "financial" as "finance" has


def name_by_count(draft: Draft, clauses: Sequence[Clause], words: Words, named: list[Draft]) -> None:
    """Name "three co-founders" where the story lists just as many people and none of them moves otherwise."""
    count = counted(draft, words)
    if count < 2 or any(len(d.persons) == count for d in named):  # noqa: PLR2004 (one person is no group)
        return
    taken = {p for d in named for p in d.persons}
    for clause in clauses:
        for phrase in clause.phrases:
            if len(phrase.persons) == count and not taken & set(phrase.persons):
                draft.persons, draft.group = phrase.persons, None
                draft.facts = without_post(draft.facts)
                return


def without_post(facts: Sequence[Fact]) -> list[Fact]:
    """Facts of a counted group, as they hold for its members: "three founders" tells what they were, not what they become."""
    return [replace(fact, role=None) for fact in facts]


def counted(draft: Draft, words: Words) -> int:
    """How many people a group told by its number is, else 0."""
    told = (draft.group or "").lower().split()
    return next((words.numbers.get(w) or int(w) for w in told[:3] if w in words.numbers or re.fullmatch("[2-9]", w)), 0)


def name_by_post(draft: Draft, clauses: Sequence[Clause], words: Words, named: list[Draft]) -> None:
    """Name a mover told by a post ("Ford's EV chief") where another sentence gives the post with a name."""
    lead = draft.lead
    if lead.role is None or not draft.group or _several(clauses, lead):
        return
    heads = _spelled(lead.role, words)
    taken = {p for d in named for p in d.persons}
    for clause in clauses:
        for phrase in clause.phrases:
            if len(phrase.persons) == 1 and phrase.role and phrase.persons[0] not in taken and _matches(heads, phrase, words):
                draft.persons, draft.group = phrase.persons, None
                return
    _name_by_lead(draft, clauses, words, taken)


def name_by_lender(drafts: list[Draft]) -> None:
    """Name who comes by a post alone where the text tells whence just one person comes."""
    lenders = [d for d in drafts if d.persons and all("lends" in f.flags for f in d.facts)]
    coming = [d for d in drafts if d.lead.frame not in OUT and d not in lenders]
    if len(lenders) != 1 or len(coming) != 1 or coming[0].persons or coming[0].lead.counted or coming[0].lead.sentence > 0:
        return
    coming[0].persons, coming[0].group = lenders[0].persons, None
    coming[0].facts += lenders[0].facts
    drafts.remove(lenders[0])


def _name_by_lead(draft: Draft, clauses: Sequence[Clause], words: Words, taken: set[str]) -> None:
    """Name a mover that the title tells by a post where the next sentence tells of the only person of the story."""
    if _name_by_tenure(draft, clauses, words, taken):
        return
    if _name_by_opening(draft, clauses, words, taken):
        return
    persons = {c.text for clause in clauses for c in clause.chunks if c.label == "P"}
    if len(persons) != 1 or persons & taken or len(clauses) < 2 or draft.lead.sentence > 0:  # noqa: PLR2004 - the title and the sentence after it
        return
    if any(c.label == "P" for c in clauses[0].chunks) or any(c.text.lower() in words.announce for c in clauses[1].chunks):
        return
    opening = next((p for p in clauses[1].phrases if p.persons), None)
    if opening and opening.role is None and not clauses[1].preposition(opening):
        draft.persons, draft.group = opening.persons, None


def _name_by_opening(draft: Draft, clauses: Sequence[Clause], words: Words, taken: set[str]) -> bool:
    """Name the only mover of a title where the next sentence opens with one person, or says whom it means ("Se trata de Roe")."""
    if not words.introducers or taken or draft.lead.sentence > 0 or len(clauses) < 2:  # noqa: PLR2004 - the title and the sentence after it
        return False
    title, lead = clauses[0], clauses[1]
    first = next((p for p in lead.phrases if p.persons), None)
    if first is None or len(first.persons) > 1 or " " not in first.persons[0] or any(c.label == "P" for c in title.chunks):
        return False
    head = " ".join(t.low for t in lead.tokens[: lead.chunks[first.first].first])
    opens = first.first == 0 or head.endswith(words.introducers)
    if not opens or (first.last < len(lead.chunks) and lead.chunks[first.last].text.lower() in words.announce):
        return False
    draft.persons, draft.group = first.persons, None
    if first.former and first.org is not None and draft.lead.origin is None:
        origin = Org(first.org.text, first.org.key)
        draft.facts.append(replace(draft.lead, origin=origin, goal=None, role=None))
    return True


def _name_by_tenure(draft: Draft, clauses: Sequence[Clause], words: Words, taken: set[str]) -> bool:
    """Name who goes where a following sentence opens with somebody who held the post: "Roe, who had been in the role since …"."""
    if draft.lead.frame not in OUT or draft.lead.sentence > 1:
        return False
    for clause in clauses[1 : draft.lead.sentence + 3]:
        first = next(iter(clause.phrases), None)
        if first is None or first.first > 0 or len(first.persons) != 1 or first.persons[0] in taken:
            continue
        tail = clause.low.split(" who ", 1)[-1] if clause.label(first.last) == "c" and clause.label(first.last + 1) == "r" else ""
        if any(tail.startswith(f"{phrase} ") or f" {phrase} " in tail[:60] for phrase in words.tenures):
            draft.persons, draft.group = first.persons, None
            return True
    return False


def _several(clauses: Sequence[Clause], lead: Fact) -> bool:
    clause = next((c for c in clauses if c.index == lead.sentence), None)
    return clause is None or any(p.words == lead.group and p.counted for p in clause.phrases)


def _matches(heads: set[str], phrase: Phrase, words: Words) -> bool:
    told = _spelled(phrase.role or "", words)
    if not words.abbreviations:
        return bool(heads) and len(heads & told) >= max(1, len(heads) - 1)
    own = heads - words.inside_posts
    if not own:
        return bool(heads & told)
    return any(a[:_STEM] == b[:_STEM] for a in own for b in told - words.inside_posts)


def _spelled(role: str, words: Words) -> set[str]:
    """The words of a post, with what its abbreviations stand for."""
    shortest = 1 if words.abbreviations else 2
    told = {w for w in role.lower().replace("-", " ").split() if len(w) > shortest}
    return told | {part for w in told if w in words.abbreviations for part in words.abbreviations[w].split()}
