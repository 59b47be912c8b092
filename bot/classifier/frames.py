"""Read every move that a sentence tells of, each through the frame that its trigger opens."""

from collections.abc import Callable
from dataclasses import replace

from bot.classifier import exit_frames, noun_frames, order_frames, verb_frames
from bot.classifier.clause import Clause
from bot.classifier.facts import Fact
from bot.classifier.filling import closes, make_fact
from bot.classifier.phrases import Phrase
from bot.classifier.scope import Scope, org_of
from bot.classifier.words import Trigger


def facts(clause: Clause) -> list[Fact]:
    """Read every move that a sentence tells of."""
    found: list[Fact] = []
    for at, chunk in enumerate(clause.chunks):
        for trigger in chunk.triggers:
            scope = Scope(clause, at)
            if "closing" in trigger.flags and not closes(scope):
                continue
            if _unfit(scope, trigger):
                continue
            fact = _FRAMES[trigger.frame](scope, trigger)
            if fact is not None:
                found.append(fact)
            if fact is not None and "also" not in trigger.flags:
                break
    gone = order_frames.replaced(clause)
    found = [fact for fact in found if fact.past or not _only_replaced(fact, gone)]
    told = {person for fact in found for person in fact.persons}
    titles = [
        _new_title(clause, p)
        for p in (_presented(clause, p) for p in clause.phrases)
        if p.new and p.role and p.persons and not told & set(p.persons) and not _goes_on(clause, p)
    ]
    if "verb_second" in clause.words.switches:
        titles = [] if found or clause.index else titles or order_frames.untold(clause)
    elif not clause.words.switches.isdisjoint(("firm_first", "bare_posts")) and not found and not titles:
        titles = order_frames.untold(clause)
    return found + titles


def _unfit(scope: Scope, trigger: Trigger) -> bool:
    """Whether the words around a trigger rule a frame out: "a nommé" is not passive, "nommée" alone is not active."""
    if "passive" in trigger.flags and scope.perfect:
        return True
    if "perfect" in trigger.flags and not scope.perfect:
        return True
    before = scope.clause.chunks[scope.at - 1].text.lower() if scope.at else ""
    return "headline" in trigger.flags and (scope.clause.index > 0 or before in scope.clause.words.spans)


def _only_replaced(fact: Fact, gone: set[str]) -> bool:
    """Whether one who is only replaced was taken for one who comes: "sustituye a Doe, nombrado en enero consejero"."""
    return bool(fact.persons) and gone.issuperset(fact.persons) and fact.frame in ("hire", "become")


def _presented(clause: Clause, phrase: Phrase) -> Phrase:
    """A new post with the name behind a colon: "Acme's new boss: Jane Roe"."""
    if phrase.persons or not (phrase.new and phrase.role) or clause.index or clause.label(phrase.last) not in ("u", "c"):
        return phrase
    behind = next((p for p in clause.phrases if p.first == phrase.last + 1 and p.persons and not p.role), None)
    closes = behind is not None and clause.label(behind.last) in ("", "u")
    return replace(phrase, persons=behind.persons) if behind is not None and closes else phrase


def _goes_on(clause: Clause, phrase: Phrase) -> bool:
    """Whether a German sentence goes on to tell what a new chief does or says: "Neuer Acme-Chef Roe kündigt Reformen an"."""
    return "verb_second" in clause.words.switches and clause.label(phrase.last) in ("w", "z", "x", "y")


def _new_title(clause: Clause, phrase: Phrase) -> Fact:
    """A new post told without a verb: "the new president of Acme, Jane Roe"."""
    scope = Scope(clause, phrase.first)
    return make_fact(
        scope, Trigger("become", frozenset(("soft", "title"))), phrase, "join", goal=org_of(phrase.org), role=phrase.role
    )


def _none(_scope: Scope, _trigger: Trigger) -> None:
    """An idiom that only looks like a move: "joins forces"."""


_FRAMES: dict[str, Callable[[Scope, Trigger], Fact | None]] = {
    "join": verb_frames.join,
    "leave": exit_frames.leave,
    "resign": exit_frames.resign,
    "hire": verb_frames.hire,
    "become": verb_frames.become,
    "fire": exit_frames.fire,
    "lose": exit_frames.lose,
    "succeed": verb_frames.succeed,
    "found": verb_frames.found,
    "heir": verb_frames.heir,
    "exit": noun_frames.departure,
    "arrival": noun_frames.arrival,
    "come": order_frames.come,
    "shift": order_frames.shift,
    "head": order_frames.head,
    "change": order_frames.change,
    "none": _none,
}
