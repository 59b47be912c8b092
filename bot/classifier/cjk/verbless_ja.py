"""Japanese headlines that leave the verb out: "後任に鈴木氏", "新社長に佐藤専務", "次期CEOは田中氏", "吉田氏は会長に"."""

from collections.abc import Sequence
from itertools import pairwise

from bot.classifier.cjk.arguments_ja import (
    FROM,
    Argument,
    State,
    as_trigger,
    foreign_name,
    new_event,
    place_of,
)


def goals(state: State, arguments: Sequence[Argument]) -> None:
    """The verb left out behind the next employer: "Appleのデザイナー、Metaへ"."""
    spoken = {name for event in state.events for name in event.persons}
    for index, (mover, goal) in enumerate(pairwise(arguments)):
        place = place_of(goal.item) if goal.item.kind == "org" else None
        subject = mover.case in {"が", "は", "も"} or (not mover.case and mover.cut)
        last = goal.cut or index + 2 == len(arguments)
        tied = mover.item.persons or mover.item.counted or (mover.item.org and place_of(mover.item) != place)
        if not (place and goal.case == "へ" and last and subject and mover.item.kind == "mover" and tied):
            continue
        if spoken.intersection(mover.item.persons):
            continue
        event = new_event(state, as_trigger(goal, "join"), mover.item, [], arguments[index + 2 :])
        own = place_of(mover.item) or state.topic
        event.role, event.to_org, event.from_org = mover.item.role, place, own if own != place else None
        state.events.append(event)


def appositions(state: State, arguments: Sequence[Argument]) -> None:
    """Headlines leave the verb out: "後任に鈴木氏", "新社長に佐藤専務", "次期CEOは田中氏", "退任会長に"."""
    spoken = {name for event in state.events if event.trigger != "leave" for name in event.persons}
    told = [argument for argument in arguments if argument.item.kind != "adverb"]
    for index, (post, person) in enumerate(pairwise(told)):
        if any(argument.item.kind == "keep" for argument in told[index + 2 : index + 4]):
            continue
        titled = post.item.kind == "successor" or (post.item.kind == "mover" and not post.item.persons)
        if not titled or post.case not in {"に", "には", "は", "へ"} or not _takes_it(post, person):
            continue
        if person.case == "が" and [after.item.kind for after in told[index + 2 : index + 3]] == ["leave"]:
            continue
        if post.cut and index and told[index - 1].item.persons and told[index - 1].case in {"が", "は"}:
            continue
        if spoken.intersection(person.item.persons) or person.case in {"を", "の", "から"}:
            continue
        _taken(state, post, person)
    _handed_over(state, told)


def _handed_over(state: State, arguments: Sequence[Argument]) -> None:
    """A post handed over names the next holder with に: "川口社長が退任、浅古氏に交代"."""
    for person, word in pairwise(arguments):
        if word.item.kind == "change" and person.case == "に" and person.item.persons:
            event = new_event(state, as_trigger(word, "take"), person.item, [], [])
            event.role, event.to_org = _role_of_leaver(state), state.topic
            state.events.append(event)


def _takes_it(post: Argument, person: Argument) -> bool:
    """A name, or where a successor is spoken of, also a person described by a post ("後任に会計責任者")."""
    described = post.item.kind == "successor" and person.item.kind == "mover" and (not person.case or person.item.ex)
    described |= person.item.kind == "mover" and not person.case and "氏の" in (person.item.role or "")
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
        named = (
            person.case in {"は", "が"} and not post.case and (post.cut or (person.case == "は" and index + 2 == len(arguments)))
        )
        titled = post.item.kind == "mover" and not post.item.persons and (post.case in {"に", "へ"} or named)
        subject = person.case in {"が", "は", "も", "を"} or (not person.case and person.cut)
        if titled and ends and person.item.persons and subject and person.item.persons[0] not in spoken:
            _taken(state, post, person)
            state.events[-1].inside |= post.item.role in state.elder


def late_origins(state: State, arguments: Sequence[Argument]) -> None:
    """Where somebody came from, told behind the news in a clause of its own: "スターバックスCEOにニコル氏 チポトレから転身"."""
    for index, argument in enumerate(arguments):
        item = argument.item
        after = [other.item.kind for other in arguments[index + 1 : index + 2]]
        moves_on = argument.case in FROM - {"を"} and after in ([], ["join"])
        if not (moves_on or (item.kind == "org" and item.ex and not argument.case and index == len(arguments) - 1)):
            continue
        place = (place_of(item) if item.kind == "org" else None) or foreign_name(state, item)
        told = [event for event in state.events if event.start < item.start and event.from_org is None and event.to_org]
        if place and told and place != told[-1].to_org and told[-1].trigger not in {"leave", "fire"}:
            told[-1].from_org, told[-1].inside = place, False


def _role_of_leaver(state: State) -> str | None:
    return next((event.role for event in reversed(state.events) if event.trigger == "leave"), None)
