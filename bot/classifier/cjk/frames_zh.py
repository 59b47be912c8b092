"""From items to events: who goes where, by the word of moving and what stands left and right of it (Chinese)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.classifier.cjk.event import Event, Place
from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.cjk.phrases import Item, is_trigger
from bot.classifier.cjk.tokens import Text

_LONGEST_NAME = 10
_BREAKS = "，,。；;：:！!？?|｜丨…—"


@dataclass(slots=True)
class _State:
    lexicon: Lexicon
    topic: Item | None = None
    mover: Item | None = None
    hearsay: bool = False
    events: list[Event] = field(default_factory=list)


def events_of(text: Text, items: Sequence[Item], lexicon: Lexicon) -> list[Event]:
    """Read all events of one statement.

    Args:
        text: the statement.
        items: what it speaks of, in order.
        lexicon: words of its language.

    Returns:
        Events in order of their triggers; those without any mover are left out.
    """
    state = _State(lexicon)
    for clause in _clauses(text, items):
        _Clause(text, clause, state).read()
    _complete(state)
    return state.events


def _clauses(text: Text, items: Sequence[Item]) -> list[list[Item]]:
    clauses: list[list[Item]] = [[]]
    for index, item in enumerate(items):
        if item.kind == "cut" and _breaks(text, items, index):
            if text.folded[item.start] == ":":
                clauses[-1].append(item)
            clauses.append([])
        elif item.kind != "cut":
            clauses[-1].append(item)
    return [clause for clause in clauses if clause]


def _breaks(text: Text, items: Sequence[Item], index: int) -> bool:
    cut = text.raw[items[index].start : items[index].end]
    if any(c in _BREAKS for c in cut):
        return True
    return cut.isspace() and not _beside_latin(text, items[index])


def _beside_latin(text: Text, item: Item) -> bool:
    before = text.raw[item.start - 1 : item.start]
    after = text.raw[item.end : item.end + 1]
    return before.isascii() or after.isascii()


def _org(item: Item | None) -> Place | None:
    return (item.org, item.org_key) if item and item.org else None


class _Clause:
    """Reads one clause, with what the clauses before it were about."""

    def __init__(self, text: Text, items: Sequence[Item], state: _State) -> None:
        self.text, self.items, self.state = text, items, state
        self.chain: list[Item] = []
        self.last: Item | None = None

    def read(self) -> None:
        at = [index for index, item in enumerate(self.items) if is_trigger(item)]
        bounds = [-1, *at, len(self.items)]
        for number, index in enumerate(at):
            left = self.items[bounds[number] + 1 : index]
            right = self.items[index + 1 : bounds[number + 2]]
            self._event(self.items[index], left, right, first=number == 0)
            self.last = self.items[index]
        self._remember(at)

    def _remember(self, at: Sequence[int]) -> None:
        if not at and any(item.kind == "reported" for item in self.items):
            self.state.hearsay = True  # "According to …," covers what follows
        subjects = [item for item in self.items[: at[0] if at else None] if item.kind in {"mover", "org", "unknown"}]
        topic = next((item for item in subjects if _is_topic(item)), None)
        if topic:
            self.state.topic = replace(topic, kind="org", org=topic.org or topic.tail)
        elif len(self.items) == 2 and self.items[-1].kind == "cut" and subjects:  # noqa: PLR2004 "X:" alone
            self.state.topic = self._announcer(subjects[0]) or self.state.topic
        if self.items[-1].kind == "cut":
            self.state.mover = None  # who stands before a colon speaks
        elif self.chain:
            self.state.mover = self.chain[-1]
        elif subjects and subjects[-1].kind == "mover":
            self.state.mover = subjects[-1]
        elif named := [item for item in subjects if item.persons]:
            self.state.mover = named[-1]

    def _announcer(self, item: Item) -> Item | None:
        """What stands before a colon is whom the announcement is about, unless it is a medium or a voice."""
        word = self.text.raw[item.start : item.end].strip()
        plain = item.kind == "unknown" and 2 <= len(word) <= _LONGEST_NAME  # noqa: PLR2004 shortest name
        label = any(part in self.text.folded[item.start : item.end] for part in self.state.lexicon.words["label"])
        return replace(item, kind="org", org=word) if plain and not label else None

    def _event(self, trigger: Item, left: Sequence[Item], right: Sequence[Item], *, first: bool) -> None:
        if any(item.kind == "keep" for item in left):
            return
        if trigger.kind in {"appoint", "poach", "fire"} and any(item.kind == "mover" for item in right):
            self._object(trigger, left, right)
        elif trigger.kind not in {"poach", "fire"} and (trigger.kind != "appoint" or _is_noun(trigger, left, right)):
            self._subject(trigger, left, right, first=first)

    # the mover stands before the word -------------------------------------------------

    def _subject(self, trigger: Item, left: Sequence[Item], right: Sequence[Item], *, first: bool) -> None:
        place, post = _right_side(trigger, right)
        if trigger.kind == "exit" and not (post and post.role and post.role.endswith(("会", "层", "局"))):
            return
        if trigger.kind == "take" and post and not self._particular(post):
            return
        movers = [mover for mover in self._movers_left(left, first=first) if self._particular(mover)]
        for mover in movers:
            event = self._new(trigger, mover, left)
            event.role = (post.role if post else None) or mover.role
            self._places(event, mover, left, place)
            self.state.events.append(event)
        if movers:
            self.chain = movers

    def _particular(self, mover: Item) -> bool:
        """A crowd ("many employees") is nobody in particular."""
        return (
            bool(mover.persons)
            or mover.counted
            or not (mover.role and mover.role.endswith(tuple(self.state.lexicon.words["mass"])))
        )

    def _movers_left(self, left: Sequence[Item], *, first: bool) -> list[Item]:
        movers = [item for item in left if item.kind == "mover"]
        if movers and (first or not self.chain or self._is_new_subject(movers[-1])):
            return _coordinated(movers)
        if self.chain:
            return self.chain
        named = [item for item in left if item.kind == "unknown"]
        if named and (name := self._bare_name(named[-1])):
            return [replace(named[-1], kind="mover", persons=[name])]
        if first and self.state.mover and (not named or self.state.mover.persons):
            return [self.state.mover]
        return []

    def _is_new_subject(self, mover: Item) -> bool:
        """After another word of moving only a name that is not that word's object begins anew ("A离职B接任")."""
        apart = self.last is not None and (self.last.kind == "leave" or mover.start - self.last.end > 1)
        return bool(mover.persons) and apart

    def _bare_name(self, item: Item) -> str | None:
        word = self.text.raw[item.start : item.end].strip()
        return word if word.isascii() and word[:1].isupper() and word[1:].islower() and len(word) > 2 else None  # noqa: PLR2004 - shorter Latin words are abbreviations

    def _places(self, event: Event, mover: Item, left: Sequence[Item], place: Item | None) -> None:
        beside = next((item for item in left if item.kind == "org"), None)
        topic = self.state.topic
        if event.trigger in {"leave", "exit"}:
            away = next((item for item in left if item.kind == "org" and self.text.folded[item.start - 1] in "从自"), None)
            event.from_org = _org(away) or _org(place) or _org(mover) or _org(beside) or _org(topic)
            return
        if event.trigger == "found":
            event.to_org, event.from_org = _org(place), _org(mover) or _org(beside)
            return
        own = _org(mover)
        event.to_org = _org(place) or _org(beside)
        if event.to_org is None and event.trigger in {"take", "promote", "appoint"} and own and not mover.ex:
            event.to_org = own
        if event.to_org is None and _org(topic) != own:
            event.to_org = _org(topic)
        event.from_org = own or (_org(topic) if mover.role else None)
        if event.from_org == event.to_org:
            event.from_org = None
        event.inside = _inside(event, mover)

    # the mover stands after the word --------------------------------------------------

    def _object(self, trigger: Item, left: Sequence[Item], right: Sequence[Item]) -> None:
        until = next((i for i, item in enumerate(right) if item.kind == "as"), len(right))
        movers = [item for item in right[:until] if item.kind == "mover"]
        post = next((item for item in right[until:] if item.kind == "mover"), None)
        boss = next((item for item in left if item.org), None) or self._unknown_boss(left) or self.state.topic
        for mover in _coordinated(movers):
            event = self._new(trigger, mover, [*left, *right[:1]])
            event.role = post.role if post else mover.role
            employer = _org(boss) if boss is not mover else None
            if trigger.kind == "fire":
                event.from_org = employer or _org(mover)
            else:
                event.to_org = _org(post) or employer
                event.from_org = _org(mover) if _org(mover) != event.to_org else None
            self.state.events.append(event)
        self.chain = movers or self.chain

    def _unknown_boss(self, left: Sequence[Item]) -> Item | None:
        """Who appoints and is no listed organisation is one by that very word."""
        last = left[-1] if left else None
        if last is None or last.kind != "unknown":
            return None
        word = self.text.raw[last.start : last.end].strip()
        odd = self.state.lexicon.patterns["not_in_org"].search(self.text.folded[last.start : last.end])
        return replace(last, kind="org", org=word) if 2 <= len(word) <= _LONGEST_NAME and not odd else None  # noqa: PLR2004 shortest name

    def _new(self, trigger: Item, mover: Item, around: Sequence[Item]) -> Event:
        word = self.text.raw[trigger.start : trigger.end]
        group = None if mover.persons else self.text.raw[mover.start : mover.end].strip(" 、")
        event = Event(trigger.kind, word, tuple(mover.persons), group, start=trigger.start, end=trigger.end, former=mover.ex)
        kinds = {item.kind for item in around}
        heard = self.state.hearsay or "reported" in kinds
        event.status = "denied" if "denied" in kinds else "reported" if heard else "confirmed"
        return event


def _is_topic(item: Item) -> bool:
    """An organisation, the employer of a person still there, or a Latin name that no list knows."""
    employs = bool(item.org) and (item.kind == "org" or not item.ex)
    return employs or (item.tail is not None and item.tail.isascii())


def _is_noun(trigger: Item, left: Sequence[Item], right: Sequence[Item]) -> bool:
    """A word of appointing that ends the clause right behind a post is a noun ("announces the … appointment")."""
    return not right and bool(left) and left[-1].kind == "mover" and left[-1].end == trigger.start


def _coordinated(movers: Sequence[Item]) -> list[Item]:
    """Keep the last mover and those joined to it by "and"."""
    kept = [movers[-1]] if movers else []
    for earlier in reversed(movers[:-1]):
        if not earlier.many:
            break
        kept.insert(0, earlier)
    return kept


def _inside(event: Event, mover: Item) -> bool:
    if event.trigger == "promote":
        return True
    own = _org(mover)
    return bool(mover.role) and not mover.ex and (own is None or own == event.to_org)


def _right_side(trigger: Item, right: Sequence[Item]) -> tuple[Item | None, Item | None]:
    """Find where the word points to and the post named after it; what follows an "and" is another matter."""
    until = next((i for i, item in enumerate(right) if item.kind == "connective" or item.many), len(right) - 1) + 1
    near = [item for item in right[:until] if item.kind in {"org", "mover", "unknown"}]
    place: Item | None = next((item for item in near if item.org), None)
    if place is None and trigger.kind == "found":
        place = next((replace(item, org=item.tail) for item in near if item.tail), None)
    if trigger.kind == "leave" and place and place.start - trigger.end > 1:
        place = None
    return place, next((item for item in near if item.kind == "mover"), None)


def _complete(state: _State) -> None:
    """An event without any organisation takes the one the rest of the statement is about."""
    orgs = [event.to_org or event.from_org for event in state.events if event.to_org or event.from_org]
    about = orgs[0] if orgs else _org(state.topic)
    for event in state.events:
        if event.trigger in {"leave", "exit", "fire"} and event.from_org is None:
            event.from_org = about
        elif (
            event.trigger in {"appoint", "take", "return", "promote", "poach"}
            and event.to_org is None
            and about != event.from_org
        ):
            event.to_org = about
