"""Japanese headlines that leave the verb out: "後任に鈴木氏", "新社長に佐藤専務", "次期CEOは田中氏", "吉田氏は会長に"."""

from collections.abc import Sequence
from itertools import pairwise

from bot.classifier.cjk.arguments_ja import Argument, State, as_trigger, new_event, place_of


def appositions(state: State, arguments: Sequence[Argument]) -> None:
    """Headlines leave the verb out: "後任に鈴木氏", "新社長に佐藤専務", "次期CEOは田中氏", "退任会長に"."""
    spoken = {name for event in state.events if event.trigger != "leave" for name in event.persons}
    for index, (post, person) in enumerate(pairwise(arguments)):
        if any(argument.item.kind == "keep" for argument in arguments[index + 2 : index + 3]):
            continue
        titled = post.item.kind == "successor" or (post.item.kind == "mover" and not post.item.persons)
        if not titled or post.case not in {"に", "には", "は", "へ"} or not _takes_it(post, person):
            continue
        if spoken.intersection(person.item.persons) or person.case in {"を", "の", "から"}:
            continue
        _taken(state, post, person)


def _takes_it(post: Argument, person: Argument) -> bool:
    """A name, or where a successor is spoken of, also a person described by a post ("後任に会計責任者")."""
    described = post.item.kind == "successor" and person.item.kind == "mover" and (not person.case or person.item.ex)
    return bool(person.item.persons) or described


def _taken(state: State, post: Argument, person: Argument) -> None:
    event = new_event(state, as_trigger(post, "take"), person.item, [post], [])
    own = place_of(person.item)
    event.role = post.item.role or _role_of_leaver(state)
    event.to_org = place_of(post.item) or state.topic or (None if person.item.ex else own)
    event.from_org = own if own != event.to_org else None
    event.inside = bool(person.item.role) and not person.item.ex and own in (None, event.to_org)
    state.events.append(event)


def predicates(state: State, arguments: Sequence[Argument]) -> None:
    """The verb left out behind the post: "吉田氏は会長に", "早川氏が顧問に"."""
    spoken = {name for event in state.events if event.trigger != "leave" for name in event.persons}
    for index, (person, post) in enumerate(pairwise(arguments)):
        ends = index + 2 >= len(arguments) or post.cut
        titled = post.item.kind == "mover" and not post.item.persons and post.case in {"に", "へ"}
        subject = person.case in {"が", "は", "も", "を"} or (not person.case and person.cut)
        if titled and ends and person.item.persons and subject and person.item.persons[0] not in spoken:
            _taken(state, post, person)
            state.events[-1].inside |= post.item.role in state.elder


def _role_of_leaver(state: State) -> str | None:
    return next((event.role for event in reversed(state.events) if event.trigger == "leave"), None)
