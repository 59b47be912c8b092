"""Moves of people unnamed that tell the same as a move of somebody named."""

from dataclasses import replace

from bot.classifier.drafts import OUT, Draft, agree, alike, same_org
from bot.classifier.facts import Fact, Org
from bot.classifier.naming import counted, without_post
from bot.classifier.words import Words

_LEAD = 2


def _headline(group: Draft, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether the headline tells by a post, and the text by name, of the only one who comes."""
    only = sum(1 for d in drafts if d.persons) == 1
    return only and group.lead.sentence == 0 < draft.lead.sentence and not any(f.goal for f in draft.facts)


def aside(group: Draft, drafts: list[Draft], words: Words) -> bool:
    """Whether a move of somebody unnamed is only told below a headline that tells of somebody named."""
    told = [d for d in drafts if d.persons and d.lead.sentence == 0]
    below = all(fact.sentence > 0 for fact in group.facts)
    return bool(told) and below and not counted(group, words)


def lend_origin(group: Draft, drafts: list[Draft]) -> bool:
    """Give the only one who comes the origin that is told without the name: "Sie kommt von Acme", "the ex-Acme chief"."""
    lead = group.lead
    coming = [d for d in drafts if d.persons and d.lead.frame not in OUT]
    origin = lead.origin if lead.frame == "come" else Org(lead.holder) if lead.former and lead.holder else None
    if len(coming) == 1 and lead.sentence > 0 and origin is not None and lead.frame not in OUT:
        coming[0].facts.append(replace(lead, origin=origin, goal=None, role=None))
    return lead.frame == "come"


def absorbed(group: Draft, drafts: list[Draft], count: int) -> bool:
    """Whether a named move tells the same as a move of somebody unnamed; it then takes over what it lacks.

    A group told by its number is the people of a move that names just as many.
    """
    lead = group.lead
    for draft in drafts:
        if draft is group or not draft.persons:
            continue
        as_many = count > 1 and len(draft.persons) == count
        told = any((as_many or (fact.frame in OUT) == (lead.frame in OUT)) and agree(lead, fact) for fact in draft.facts)
        if told or _opening(group, draft, drafts):
            meets = any(_meet(fact, draft) for fact in group.facts)
            if as_many or meets or _headline(group, draft, drafts) or _leaves_for(group, draft):
                draft.facts += without_post(group.facts) if as_many else group.facts
            return True
    return False


def _opening(group: Draft, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether the text opens with the person whom the headline tells by a post, at one of the same ends."""
    first = next(d for d in drafts if d.persons)
    if draft is not first or group.lead.sentence > 0 or not 0 < draft.lead.sentence <= _LEAD or group.lead.counted:
        return False
    lead = group.lead
    if lead.frame in OUT and draft.lead.frame not in OUT:
        return _leaves_for(group, draft)
    return any(alike(lead.goal, f.goal) or alike(lead.origin, f.origin) for f in draft.facts)


def _leaves_for(group: Draft, draft: Draft) -> bool:
    """Whether the headline tells that somebody goes, and the text by name whither."""
    left = group.lead.origin
    elsewhere = [f for f in draft.facts if f.goal is not None and not alike(f.goal, left)]
    back = any(alike(f.goal, left) for f in draft.facts)
    whence = all(f.origin is None or alike(f.origin, left) for f in draft.facts)
    return left is not None and bool(elsewhere) and not back and whence


def _meet(lead: Fact, draft: Draft) -> bool:
    """Whether two moves share an end, so that one may lend the other what it knows of the other end."""
    return any(same_org(lead.goal, f.goal) or same_org(lead.origin, f.origin) for f in draft.facts)
