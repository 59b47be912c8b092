"""What stands before a Japanese word of moving: items with their particles, and what a statement is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.classifier.cjk.event import Event, Place
from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.cjk.phrases import Item, is_trigger
from bot.classifier.cjk.tokens import Text

TO = frozenset({"に", "へ", "には", "への", "で", "との"})
FROM = frozenset({"から", "を", "より", "からの"})
HONORIFIC = 3
"""How many characters may stand between a name and its particle."""


@dataclass(slots=True)
class Argument:
    """An item with the particle that follows it ("" where none does)."""

    item: Item
    case: str
    end: int
    cut: bool = False


@dataclass(slots=True)
class State:
    """What is known while a statement is read: its words, what it is about, the last movers and the events so far."""

    text: Text
    mass: frozenset[str]
    name: re.Pattern[str]
    not_org: frozenset[str]
    elder: frozenset[str]
    outside: frozenset[str]
    outsider: tuple[str, ...]
    last_house: re.Pattern[str]
    topic: Place | None = None
    movers: list[Item] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def _arguments(text: Text, items: Sequence[Item]) -> list[Argument]:
    """Hang each particle on the item before it; drop plain cuts but remember them."""
    found: list[Argument] = []
    for item in items:
        word = text.raw[item.start : item.end]
        if item.kind in {"particle", "plural"}:
            if found and not found[-1].cut and item.start - found[-1].end <= HONORIFIC:
                found[-1].case, found[-1].end = found[-1].case + word, item.end
        elif item.kind in {"cut", "connective"}:
            if found:
                found[-1].cut = True
        else:
            found.append(Argument(item, "", item.end))
    return found


def _apposed(arguments: Sequence[Argument]) -> list[Argument]:
    """In "日銀の元理事、早川氏が" the post before the comma is the person's own."""
    kept: list[Argument] = []
    for argument in arguments:
        last = kept[-1] if kept else None
        person = argument.item
        if last and person.persons and not person.org and _is_label(last):
            kept.pop()
            label = last.item
            argument.item = replace(person, org=label.org, org_key=label.org_key, ex=label.ex, role=person.role or label.role)
        kept.append(argument)
    return kept


def _is_label(argument: Argument) -> bool:
    item = argument.item
    return (
        item.kind == "mover"
        and not item.persons
        and bool(item.org)
        and not argument.case
        and (item.ex or argument.cut or item.many)
    )


def find_topic(state: State, arguments: Sequence[Argument]) -> None:
    """Take the organisation that a headline begins with, or ends with behind a space, for what it is about."""
    _dotted_house(state, arguments)
    last = _last_house(state, arguments)
    for argument in arguments:
        item = argument.item
        if item.org and not item.ex and argument.case not in FROM | TO:
            state.topic = (item.org, item.org_key)
            return
    opening = 1 if arguments and arguments[0].item.kind == "change" else 0
    for argument in [a for a in arguments if a.item.kind == "unknown" and foreign_name(state, a.item)] or arguments[
        opening : opening + 1
    ]:
        word = state.text.raw[argument.item.start : argument.item.end].strip("【】「」 ＝=").rpartition("の")[2]
        if argument.item.kind == "unknown" and argument.cut and not argument.case and 1 < len(word) <= 14:  # noqa: PLR2004 a name's length
            state.topic = (argument.item.tail or word, None)
    state.topic = last or state.topic


def _last_house(state: State, arguments: Sequence[Argument]) -> Place | None:
    """A wire's headline names the house behind a space at its end: "経費の私的流用で専務を解職 エア・ウォーター"."""
    if len(arguments) < 2 or arguments[-1].case:  # noqa: PLR2004 something must stand before it
        return None
    item = arguments[-1].item
    ending = state.last_house.fullmatch(re.split(r"[\s―]", state.text.raw.rstrip())[-1])
    if ending is None or item.kind not in {"unknown", "mover"} or item.role or ending.end() < len(ending.string):
        return None
    word = ending["house"]
    if word not in state.text.raw[item.start : item.end] or ending.string == state.text.raw.strip():
        return None
    if item.persons:
        arguments[-1].item = replace(item, kind="org", org=word, persons=[])
    return None if word.startswith(tuple(state.not_org)) else (word, None)


def _dotted_house(state: State, arguments: Sequence[Argument]) -> None:
    """A dotted name before the first comma, without an honorific and with another person behind it, is a company's."""
    for argument, goal in pairwise(arguments):
        _dotted_goal(state, argument, goal, arguments)
        _post_there(argument, goal)
    first = arguments[0] if arguments else None
    if first is None or not first.item.persons or first.case or not first.cut or first.item.org:
        return
    bare = state.text.raw[first.item.end : first.item.end + 1] in "、 " and "・" in first.item.persons[0]
    if bare and any(argument.item.persons for argument in arguments[1:]):
        first.item = replace(first.item, kind="org", org=first.item.persons[0], persons=[])


def _post_there(argument: Argument, taker: Argument) -> None:
    """What looks like a family name before a post that another person takes is a house: "荏原CEOに細田氏"."""
    item = argument.item
    if len(item.persons) == 1 and item.role and not item.org and argument.case == "に" and taker.item.persons:
        argument.item = replace(item, org=item.persons[0], persons=[])


def _dotted_goal(state: State, argument: Argument, word: Argument, arguments: Sequence[Argument]) -> None:
    """A dotted name without honorific that leads to or from a word of joining, beside another mover, is a company's."""
    item = argument.item
    others = any(other.item.kind == "mover" and other is not argument for other in arguments)
    goal = argument.case in {"に", "へ", "から"} and word.item.kind in {"join", "return", "leave"} and others
    bare = bool(item.persons) and "・" in item.persons[0] and state.text.raw[item.end : item.end + 1] in "にへか"
    if goal and bare and not item.role and not item.org:
        argument.item = replace(item, kind="org", org=item.persons[0], persons=[])


def place_of(item: Item | None) -> Place | None:
    """Give the organisation of an item, if it has one."""
    return (item.org, item.org_key) if item and item.org else None


def foreign_name(state: State, item: Item) -> Place | None:
    """A word in Latin letters or katakana that stands alone where an organisation is expected is its name."""
    word = state.text.raw[item.start : item.end].strip()
    named = item.kind == "unknown" and state.name.fullmatch(word) and not word.startswith(tuple(state.not_org))
    return (word, None) if named else None


def new_event(state: State, trigger: Argument, mover: Item, before: Sequence[Argument], after: Sequence[Argument]) -> Event:
    """Begin an event of a mover; words before and after the trigger say how sure the story is."""
    text = state.text
    group = None if mover.persons else text.raw[mover.start : mover.end].strip(" 、")
    near = []
    for argument in after:
        if is_trigger(argument.item):
            break
        near.append(argument)
    kinds = {argument.item.kind for argument in [*before, *near]}
    event = Event(
        trigger.item.kind,
        text.raw[trigger.item.start : trigger.item.end],
        tuple(mover.persons),
        group,
        start=trigger.item.start,
        end=trigger.item.end,
        former=mover.ex,
    )
    event.status = "denied" if "denied" in kinds else "reported" if "reported" in kinds else "confirmed"
    return event


def as_trigger(argument: Argument, kind: str) -> Argument:
    """Give an argument that stands for a verb left out."""
    return Argument(replace(argument.item, kind=kind), argument.case, argument.end)


def arguments_of(text: Text, items: Sequence[Item]) -> list[Argument]:
    """Hang particles on the items before them, and posts before a comma on the names behind it."""
    return _apposed(_arguments(text, items))


def new_state(text: Text, lexicon: Lexicon) -> State:
    """Begin the reading of a statement."""
    words = lexicon.words
    return State(
        text,
        words["mass"],
        lexicon.patterns["foreign_name"],
        words["not_org"],
        words["elder"],
        words["outside"],
        tuple(words["outsider"]),
        lexicon.patterns["last_house"],
    )
