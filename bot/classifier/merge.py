"""Put the facts of all sentences together: one move per mover, in the fullest form the story gives."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.classifier.clause import Clause
from bot.classifier.drafts import OUT, Draft, agree, same_mover, same_org
from bot.classifier.facts import Fact, Org, fold
from bot.classifier.groups import absorbed, aside, lend_origin
from bot.classifier.naming import counted, name_by_count, name_by_lender, name_by_post
from bot.classifier.order_frames import replaced
from bot.classifier.spelling import full_names, org_aliases
from bot.classifier.words import Words

_MAX_MOVES = 12
_DATELINE = 2


def merge(facts: Sequence[Fact], clauses: Sequence[Clause], words: Words) -> list[Draft]:
    """Merge facts into moves.

    Args:
        facts: facts in story order.
        clauses: the sentences that were read, in story order.
        words: the language.
    """
    names = full_names(clauses)
    aliases = org_aliases(clauses)
    drafts: list[Draft] = []
    for fact in facts:
        whole = _unlike_names(replace(fact, persons=tuple(dict.fromkeys(names.get(p, p) for p in fact.persons))))
        _place(drafts, _called(whole, drafts, words))
    name_by_lender(drafts)
    drafts = [d for d in drafts if any("lends" not in f.flags for f in d.facts)]
    named = [d for d in drafts if d.persons]
    for draft in drafts:
        if not draft.persons:
            name_by_count(draft, clauses, words, named)
        if not draft.persons:
            name_by_post(draft, clauses, words, named)
    drafts = [
        d
        for d in drafts
        if d.persons or not (lend_origin(d, drafts) or absorbed(d, drafts, counted(d, words)) or aside(d, drafts, words))
    ]
    gone = {name for clause in clauses for name in replaced(clause)}
    ends = _ends(drafts)
    for draft in drafts:
        _settle(draft, clauses, words, ends)
        if draft.kind == "join" and draft.origin is None and draft.lead.frame == "become" and same_mover(draft.persons, gone):
            draft.kind = "promote"  # who is replaced and takes another post stays in the house
        draft.origin = aliases.get(draft.origin.name, draft.origin) if draft.origin else None
        draft.goal = aliases.get(draft.goal.name, draft.goal) if draft.goal else None
    _inherit(drafts)
    return _unite(drafts)[:_MAX_MOVES]


def _inherit(drafts: Sequence[Draft]) -> None:
    """Let a successor told by a pronoun ("Roe lui succède") come to where the predecessor leaves."""
    left = next((d.origin for d in drafts if d.kind in ("leave", "board") and d.origin), None)
    for draft in drafts:
        if draft.lead.frame == "succeed" and draft.persons and not draft.goal and not same_org(left, draft.origin):
            draft.goal = left


def _called(fact: Fact, drafts: Sequence[Draft], words: Words) -> Fact:
    """Take "der Manager", "la journaliste" below a headline for the only person whom the headline says to move."""
    told = (fact.group or "").lower().split()
    if not words.generic or fact.persons or fact.sentence == 0 or fact.holder or len(told) != 2:  # noqa: PLR2004 - an article and a noun
        return fact
    named = [d for d in drafts if d.persons]
    single = len(named) == 1 and len(named[0].persons) == 1 and named[0].lead.sentence == 0
    definite = told[0] in ("der", "die", "le", "la", "el")
    return replace(fact, persons=named[0].persons) if single and definite and told[1].endswith(words.generic) else fact


def _unlike_names(fact: Fact) -> Fact:
    """Drop an organisation that is but the mover's family name: "Fox most recently served …" of Stephanie Fox."""
    families = {fold(p).split()[-1] for p in fact.persons if " " in p}
    origin = None if fact.origin and fold(fact.origin.name) in families else fact.origin
    goal = None if fact.goal and fold(fact.goal.name) in families else fact.goal
    return replace(fact, origin=origin, goal=goal)


def _own(drafts: list[Draft], draft: Draft, fact: Fact) -> Draft:
    """The move of those whom a fact tells of; where they are some of several, they part with the rest where they go elsewhere."""
    own = tuple(p for p in draft.persons if same_mover(fact.persons, (p,)))
    apart = fact.frame not in OUT and (fact.kind == "found" or fact.goal is not None)
    apart = apart and not any(f.kind == fact.kind and same_org(f.goal, fact.goal) for f in draft.facts)
    if not apart or len(own) == len(draft.persons) or len(fact.persons) > len(own):
        return draft
    draft.persons = tuple(p for p in draft.persons if p not in own)
    drafts.append(Draft(own, None, list(draft.facts)))
    return drafts[-1]


def _join(draft: Draft, fact: Fact) -> None:
    """Add a fact to the move of its people, each in the longest form."""
    draft.facts.append(fact)
    rest = tuple(p for p in fact.persons if not same_mover((p,), draft.persons))
    longest = [next((q for q in fact.persons if same_mover((p,), (q,)) and len(q) > len(p)), p) for p in draft.persons]
    draft.persons = tuple(longest) + rest


def _place(drafts: list[Draft], fact: Fact) -> None:
    for draft in drafts:
        if fact.persons and draft.persons and same_mover(fact.persons, draft.persons):
            _join(_own(drafts, draft, fact), fact)
            return
        same = (fact.frame in OUT) == (draft.lead.frame in OUT) or (
            fact.group == draft.group and fact.sentence == draft.lead.sentence
        )
        twin = fact.group == draft.group and fact.sentence == draft.lead.sentence and fact.mover_at == draft.lead.mover_at
        other = fact.sentence == draft.lead.sentence and fact.group != draft.group and fact.mover_at != draft.lead.mover_at
        if not fact.persons and not draft.persons and ((same and not other and agree(fact, draft.lead)) or twin):
            draft.facts.append(fact)
            return
    drafts.append(Draft(fact.persons, fact.group, [fact]))


def _ends(drafts: Sequence[Draft]) -> list[Org]:
    """The organisations that the moves of a story tell of, the most told first: where one comes, another goes."""
    told = [end for d in drafts for f in d.facts for end in (f.goal if f.frame not in OUT else f.origin,) if end]
    return sorted(told, key=lambda org: -sum(same_org(org, other) for other in told))


def _settle(draft: Draft, clauses: Sequence[Clause], words: Words, ends: Sequence[Org]) -> None:
    first = draft.lead
    draft.kind = first.kind
    ins = [f for f in draft.facts if f.frame not in OUT]
    outs = [f for f in draft.facts if f.frame in OUT]
    draft.goal = next((f.goal for f in draft.facts if f.goal), None)
    draft.origin = next((f.origin for f in outs + ins if f.origin and not same_org(f.origin, draft.goal)), None)
    draft.role = next((f.role for f in [*ins, *outs] if f.role), None)
    if draft.persons and draft.goal is None and ins:
        draft.goal = next((f.origin for f in draft.facts if f.frame == "change"), None)
        draft.origin = None if same_org(draft.origin, draft.goal) else draft.origin
    if ins and outs:
        draft.kind = ins[0].kind
        if draft.kind not in ("join", "promote", "board"):
            draft.origin = draft.origin or outs[0].origin
        elif draft.goal is None or any(same_org(f.origin, draft.goal) for f in outs):
            draft.goal = draft.goal or outs[0].origin
            draft.kind = "promote" if first.frame not in OUT or ins[0].frame == "become" else first.kind
    if draft.origin is None and draft.goal is None and ends:
        draft.goal, draft.origin = (ends[0], None) if ins else (None, ends[0])
    _fill_from_title(draft, clauses, bool(ins), words)
    _settle_kind(draft, words)


def _fill_from_title(draft: Draft, clauses: Sequence[Clause], comes: bool, words: Words) -> None:
    """Where no organisation was found at all, take the only one that the sentence, or the title, names."""
    if draft.origin or draft.goal:
        _other_end(draft, clauses, comes)
        return
    surnames = {fold(c.text).split()[-1] for clause in clauses for c in clause.chunks if c.label == "P"}
    for index in (0, draft.lead.sentence):
        clause = next((c for c in clauses if c.index == index), None)
        orgs = {c.text: c for c in clause.chunks if c.label == "O" and fold(c.text) not in surnames} if clause else {}
        if clause is not None and "firm_first" in words.switches:
            orgs = {c.text: c for k, c in enumerate(clause.chunks) if c.text in orgs and not _reason(clause, k)}
        if clause is not None and len(clause.chunks) <= _DATELINE:
            orgs = {text: c for text, c in orgs.items() if c.key}  # "Lyon." tells where, not for whom
        known = [c for c in orgs.values() if c.key]
        if len(orgs) == 1 or known:
            chunk = known[0] if known else next(iter(orgs.values()))
            org = Org(chunk.text, chunk.key)
            if comes:
                draft.goal = org
            else:
                draft.origin = org
            return


def _other_end(draft: Draft, clauses: Sequence[Clause], comes: bool) -> None:
    """Where one end is told below a title that names the only other organisation, take that for the other end."""
    title = clauses[0] if clauses else None
    if title is None or not title.words.introducers or draft.lead.sentence == 0 or draft.kind not in ("join", "return"):
        return
    orgs = {c.text: Org(c.text, c.key) for c in title.chunks if c.label == "O"}
    if len(orgs) != 1:
        return
    org = next(iter(orgs.values()))
    if same_org(org, draft.goal) or same_org(org, draft.origin):
        return
    if draft.goal is None and comes:
        draft.goal = org
    elif draft.origin is None and any(f.frame in OUT for f in draft.facts):
        draft.origin = org


def _reason(clause: Clause, at: int) -> bool:
    """Whether a name only tells why or when: "over Acme emails", "after Initech probe"."""
    return bool(clause.label(at - 1)) and clause.label(at - 1) in "pj"


def _settle_kind(draft: Draft, words: Words) -> None:
    if draft.kind in ("join", "leave") and _on_board(draft, words):
        draft.kind = "board"
    if draft.kind == "join" and any(f.insider or _told_inside(f, words) for f in draft.facts):
        draft.kind = "promote"
    if draft.kind == "join" and draft.goal is None and draft.origin is not None and draft.lead.frame == "succeed":
        draft.kind = "promote"
    if draft.kind == "join" and draft.goal is None and draft.origin is not None and draft.lead.frame in OUT:
        draft.kind = "leave"
    if draft.kind == "promote":
        draft.goal = draft.goal or draft.origin
        draft.origin = None
    if draft.kind == "leave":
        draft.origin = draft.origin or draft.goal
        draft.goal = None
    if same_org(draft.origin, draft.goal):
        draft.origin = None


def _told_inside(fact: Fact, words: Words) -> bool:
    """Whether the sentence itself says that somebody rises from within."""
    plain = re.sub(r"[^\w'’-]+", " ", fact.evidence.lower())
    low = f" {plain} "
    return fact.frame in ("hire", "become", "succeed") and any(f" {word} " in low for word in words.insider)


def _on_board(draft: Draft, words: Words) -> bool:
    role = f" {(draft.role or '').lower()} "
    if draft.kind == "join" and any(f" {word} " in role for word in words.chairs) and not any(w in role for w in words.board_not):
        return True
    if not any(f" {word} " in role for word in words.board):
        return False
    return not any(word in role for word in words.board_not)


def _unite(drafts: list[Draft]) -> list[Draft]:
    """Let people who make the same move share one entry."""
    united: list[Draft] = []
    for draft in drafts:
        twin = next((d for d in united if d.persons and draft.persons and d.kind == draft.kind and d.role == draft.role
                     and all(a == b or same_org(a, b)
                             for a, b in ((d.origin, draft.origin), (d.goal, draft.goal)))), None)  # fmt: skip
        if twin is None:
            united.append(draft)
        else:
            twin.persons += draft.persons
    return united
