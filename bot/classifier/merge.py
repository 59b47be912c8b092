"""Put the facts of all sentences together: one move per mover, in the fullest form the story gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.classifier.clause import Clause
from bot.classifier.facts import Fact, Org, fold
from bot.classifier.naming import counted, name_by_count, name_by_post, without_post
from bot.classifier.reading import Kind
from bot.classifier.words import Words

OUT = frozenset(("leave", "resign", "fire", "lose", "exit"))
_OUT_KINDS = frozenset(("leave", "board"))
_MAX_MOVES = 12
_DATELINE = 2


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


def full_names(clauses: Sequence[Clause]) -> dict[str, str]:
    """Map every single family or given name to the fullest form of it that the story has."""
    named = [c.text for clause in clauses for c in clause.chunks if c.label == "P"]
    full = [n for n in named if " " in n]
    table: dict[str, str] = {}
    for name in named:
        if " " in name:
            continue
        for other in full:
            parts = [part for part in fold(other).split() if part not in ("jr", "sr", "ii", "iii")]
            if fold(name) in (parts[-1], " ".join(parts[1:])) or (fold(name) == parts[0] and len(name) > 3):  # noqa: PLR2004
                table.setdefault(name, other)
    return table


def org_aliases(clauses: Sequence[Clause]) -> dict[str, Org]:
    """Map an abbreviation to the name that the story gives with it: "Institut du monde arabe (IMA)"."""
    table: dict[str, Org] = {}
    for clause in clauses:
        line = "".join(c.label for c in clause.chunks)
        for match in re.finditer("O<O>", line):  # the story says itself what the abbreviation stands for
            whole, short = clause.chunks[match.start()], clause.chunks[match.start() + 2]
            initials = "".join(word[0] for word in re.findall(r"\w+", whole.text)).lower()
            if len(short.text) > 1 and set(short.text.lower()) <= set(initials):
                table[short.text] = Org(whole.text, whole.key)
    _by_initials(clauses, table)
    return table


def _by_initials(clauses: Sequence[Clause], table: dict[str, Org]) -> None:
    """Add abbreviations that fit the initials of another organisation of the story."""
    orgs = {c.text: c for clause in clauses for c in clause.chunks if c.label == "O"}
    for short, chunk in orgs.items():
        if not (short.isupper() and 2 <= len(short) <= 6) or short in table:  # noqa: PLR2004
            continue
        if chunk.key:
            known = next((o for o in orgs.values() if o.key == chunk.key and " " in o.text), chunk)
            table[short] = Org(known.text, known.key)
            continue
        for whole, other in orgs.items():
            initials = "".join(w[0] for w in re.findall(r"\w+", whole) if len(w) > 3 or w[0].isupper())  # noqa: PLR2004
            if len(initials) > 1 and initials.upper() == short:
                table[short] = Org(whole, other.key)


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
        _place(drafts, whole)
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
        if d.persons or not (_lend_origin(d, drafts) or _absorbed(d, drafts, counted(d, words)) or _aside(d, drafts, words))
    ]
    for draft in drafts:
        _settle(draft, clauses, words)
        draft.origin = aliases.get(draft.origin.name, draft.origin) if draft.origin else None
        draft.goal = aliases.get(draft.goal.name, draft.goal) if draft.goal else None
    return _unite(drafts)[:_MAX_MOVES]


def _headline(group: Draft, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether the headline tells by a post, and the text by name, of the only one who comes."""
    only = sum(1 for d in drafts if d.persons) == 1
    return only and group.lead.sentence == 0 < draft.lead.sentence and not any(f.goal for f in draft.facts)


def _aside(group: Draft, drafts: list[Draft], words: Words) -> bool:
    """Whether a move of somebody unnamed is only told below a headline that tells of somebody named."""
    told = [d for d in drafts if d.persons and d.lead.sentence == 0]
    below = all(fact.sentence > 0 for fact in group.facts)
    return bool(told) and below and not counted(group, words)


def _lend_origin(group: Draft, drafts: list[Draft]) -> bool:
    """Give the only one who comes the origin that is told without the name: "Sie kommt von Acme", "the ex-Acme chief"."""
    lead = group.lead
    coming = [d for d in drafts if d.persons and d.lead.frame not in OUT]
    origin = lead.origin if lead.frame == "come" else Org(lead.holder) if lead.former and lead.holder else None
    if len(coming) == 1 and lead.sentence > 0 and origin is not None and lead.frame not in OUT:
        coming[0].facts.append(replace(lead, origin=origin, goal=None, role=None))
    return lead.frame == "come"


def _unlike_names(fact: Fact) -> Fact:
    """Drop an organisation that is but the mover's family name: "Fox most recently served …" of Stephanie Fox."""
    families = {fold(p).split()[-1] for p in fact.persons if " " in p}
    origin = None if fact.origin and fold(fact.origin.name) in families else fact.origin
    goal = None if fact.goal and fold(fact.goal.name) in families else fact.goal
    return replace(fact, origin=origin, goal=goal)


def _same_mover(one: Sequence[str], two: Sequence[str]) -> bool:
    def near(a: str, b: str) -> bool:
        x, y = fold(a).split(), fold(b).split()
        if min(len(x), len(y)) > 1 and (set(x) <= set(y) or set(y) <= set(x)):
            return True  # "Ana Ruiz" and "Ana Ruiz Soler"
        return x[-1] == y[-1] and (set(x) <= set(y) or set(y) <= set(x) or x[0][0] == y[0][0])

    return any(near(a, b) for a in one for b in two)


def _place(drafts: list[Draft], fact: Fact) -> None:
    for draft in drafts:
        if fact.persons and draft.persons and _same_mover(fact.persons, draft.persons):
            draft.facts.append(fact)
            rest = tuple(p for p in fact.persons if not _same_mover((p,), draft.persons))
            longest = [next((q for q in fact.persons if _same_mover((p,), (q,)) and len(q) > len(p)), p) for p in draft.persons]
            draft.persons = tuple(longest) + rest
            return
        same = (fact.frame in OUT) == (draft.lead.frame in OUT) or (
            fact.group == draft.group and fact.sentence == draft.lead.sentence
        )
        if not fact.persons and not draft.persons and same and _agree(fact, draft):
            draft.facts.append(fact)
            return
    drafts.append(Draft(fact.persons, fact.group, [fact]))


def _agree(fact: Fact, draft: Draft) -> bool:
    lead = draft.lead
    return all(a is None or b is None or same_org(a, b) for a, b in ((fact.origin, lead.origin), (fact.goal, lead.goal)))


def _absorbed(group: Draft, drafts: list[Draft], count: int) -> bool:
    """Whether a named move tells the same as a move of somebody unnamed; it then takes over what it lacks.

    A group told by its number is the people of a move that names just as many.
    """
    lead = group.lead
    for draft in drafts:
        if draft is group or not draft.persons:
            continue
        alike = count > 1 and len(draft.persons) == count
        if any(
            (alike or (fact.frame in OUT) == (lead.frame in OUT)) and _agree(lead, Draft((), None, [fact]))
            for fact in draft.facts
        ):
            if alike or any(_meet(fact, draft) for fact in group.facts) or _headline(group, draft, drafts):
                draft.facts += without_post(group.facts) if alike else group.facts
            return True
    return False


def _meet(lead: Fact, draft: Draft) -> bool:
    """Whether two moves share an end, so that one may lend the other what it knows of the other end."""
    return any(same_org(lead.goal, f.goal) or same_org(lead.origin, f.origin) for f in draft.facts)


def _settle(draft: Draft, clauses: Sequence[Clause], words: Words) -> None:
    first = draft.lead
    draft.kind = first.kind
    ins = [f for f in draft.facts if f.frame not in OUT]
    outs = [f for f in draft.facts if f.frame in OUT]
    draft.goal = next((f.goal for f in draft.facts if f.goal), None)
    draft.origin = next((f.origin for f in outs + ins if f.origin and not same_org(f.origin, draft.goal)), None)
    draft.role = next((f.role for f in [*ins, *outs] if f.role), None)
    if ins and outs:
        draft.kind = ins[0].kind
        if draft.kind not in ("join", "promote", "board"):
            draft.origin = draft.origin or outs[0].origin
        elif draft.goal is None or any(same_org(f.origin, draft.goal) for f in outs):
            draft.goal = draft.goal or outs[0].origin
            draft.kind = "promote" if first.frame not in OUT or ins[0].frame == "become" else first.kind
    _fill_from_title(draft, clauses, bool(ins))
    _settle_kind(draft, words)


def _fill_from_title(draft: Draft, clauses: Sequence[Clause], comes: bool) -> None:
    """Where no organisation was found at all, take the only one that the sentence, or the title, names."""
    if draft.origin or draft.goal:
        return
    surnames = {fold(c.text).split()[-1] for clause in clauses for c in clause.chunks if c.label == "P"}
    for index in (0, draft.lead.sentence):
        clause = next((c for c in clauses if c.index == index), None)
        orgs = {c.text: c for c in clause.chunks if c.label == "O" and fold(c.text) not in surnames} if clause else {}
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
    low = f" {fact.evidence.lower()} "
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
