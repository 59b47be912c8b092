"""Joins tokens into the things a statement speaks of: movers, organisations, triggers, and the breaks between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.classifier.cjk.breaks import is_space, parts_goal, plain
from bot.classifier.cjk.lexicon import TRIGGER_TAGS, Lexicon
from bot.classifier.cjk.tokens import Text, Token, looks_like_name
from bot.classifier.cjk.unknown import unknown_org

_PARTS = frozenset(
    {"quantity", "quoted", "ex", "current", "org", "gap", "role", "person", "connective", "latin", "mass", "product", "of"}
)
_TRAILING = 3  # characters that may follow the word that says who a group is
_OPENERS = frozenset({"cut", "appoint", "take", "join", "return", "leave", "exit"})
_QUOTES = '「」『』“”"'


@dataclass(slots=True)
class Item:
    """One thing in a statement.

    Attributes:
        kind: ``mover`` (people or a described group), ``org``, ``unknown``, or the tag of the token.
        start, end: offsets in the statement.
        persons: names of a mover as written; empty for a group.
        org, org_key: the organisation of a mover, or the organisation itself.
        role: post words.
        ex: whether the tie to ``org`` is a former one.
        many: whether an "and" follows.
        counted: whether the members of a group are counted.
        tail: a name at the end of a stretch that is no known organisation.
    """

    kind: str
    start: int
    end: int
    persons: list[str] = field(default_factory=list)
    org: str | None = None
    org_key: str | None = None
    role: str | None = None
    ex: bool = False
    many: bool = False
    counted: bool = False
    tail: str | None = None


def items_of(text: Text, tokens: Sequence[Token], lexicon: Lexicon) -> list[Item]:
    """Join a statement's tokens into items, in order."""
    items: list[Item] = []
    run: list[Token] = []
    after = "cut"
    kept = plain(text, tokens)
    for index, token in enumerate(kept):
        if token.tag in _PARTS and not parts_goal(kept, index):
            run.append(token)
            continue
        if run and is_space(text, token):
            continue
        items.extend(_Run(text, lexicon, after).read(run))
        if run or token.tag not in {"adverb", "reported"}:
            after = token.tag
        run = []
        items.append(Item(token.tag, token.start, token.end))
    items.extend(_Run(text, lexicon, after).read(run))
    return items


def is_trigger(item: Item) -> bool:
    """Tell whether an item is a word of moving."""
    return item.kind in TRIGGER_TAGS


class _Run:
    """Reads one run of nominal tokens."""

    def __init__(self, text: Text, lexicon: Lexicon, after: str) -> None:
        self.text, self.lexicon, self.after = text, lexicon, after
        self.items: list[Item] = []
        self.parts: list[Token] = []

    def read(self, run: Sequence[Token]) -> list[Item]:
        for index, token in enumerate(run):
            if token.tag == "person" or (token.tag == "latin" and self._is_person(token, run, index)):
                self._person(token)
            elif token.tag == "connective" and not (self.items or self.parts):
                self.items.append(Item("connective", token.start, token.end))
            elif token.tag == "connective" and not self._joins_posts(run, index):
                self._flush(followed=True)
            elif token.tag == "role" and self.items and self._title_after_name(token):
                self.items[-1].role = self.text.of(token)
            else:
                self.parts.append(token)
        self._flush(followed=False)
        return self.items

    def _joins_posts(self, run: Sequence[Token], index: int) -> bool:
        """Tell an "and" between two posts of one person from one between two movers."""
        if not any(part.tag == "role" for part in self.parts):
            return False
        for token in run[index + 1 :]:
            if token.tag in {"org", "ex", "person"} and self.text.of(run[index]) != "/":
                return False
            if token.tag == "role":
                return True
        return False

    def _title_after_name(self, token: Token) -> bool:
        return (
            not self.parts
            and self.items[-1].kind == "mover"
            and self.items[-1].end == token.start
            and self.items[-1].role is None
        )

    def _is_person(self, token: Token, run: Sequence[Token], index: int) -> bool:
        before = run[index - 1].tag if index else ""
        after = run[index + 1].tag if index + 1 < len(run) else ""
        if before == "cut" or after in {"role", "gap", "ex", "org"} or not looks_like_name(self.text.of(token)):
            return False
        named = self.after in {"appoint", "poach", "fire"} and index == 0
        return named or before == "role" or (before == "connective" and bool(self.items) and bool(self.items[-1].persons))

    def _person(self, token: Token) -> None:
        name = self.text.of(token)
        last = self.items[-1] if self.items else None
        if not self.parts and last and last.persons and last.many:
            last.persons.append(name)
            last.end, last.many = token.end, False
            return
        mover = self._describe(named=True)
        mover.kind, mover.end = "mover", token.end
        mover.start = min(mover.start, token.start) if self.parts else token.start
        mover.persons = [name]
        self._add(mover)

    def _flush(self, *, followed: bool) -> None:
        if self.parts and not self._former_post():
            self._add(self._describe())
        if followed and self.items:
            self.items[-1].many = True

    def _former_post(self) -> bool:
        """In "茶谷栄治前財務次官を" the post behind the name is its bearer's former one; tell whether it was taken so."""
        last = self.items[-1] if self.items else None
        tags = [part.tag for part in self.parts]
        if not (last and last.persons and tags[0] == "ex" and "role" in tags and last.end == self.parts[0].start):
            return False
        post = self._describe()
        last.end, last.ex, self.parts = post.end, True, []
        if post.org:
            last.org, last.org_key = post.org, post.org_key
        return True

    def _add(self, item: Item) -> None:
        if self.items and self.items[-1].many and self.items[-1].kind == "org" and item.kind == "mover" and item.org:
            first = self.items.pop()
            item.start, item.ex = first.start, item.ex or first.ex
            if self.after in {"leave", "take"}:
                item.org, item.org_key = first.org, first.org_key
        self.items.append(item)
        self.parts = []

    def _describe(self, *, named: bool = False) -> Item:
        parts = self.parts
        if not parts:
            return Item("mover", 0, 0)
        item = Item("unknown", parts[0].start, parts[-1].end)
        item.ex = any(part.tag == "ex" for part in parts)
        item.counted = any(part.tag == "quantity" for part in parts)
        self._employer(item, parts)
        if named and item.org is None:
            item.org = self._owner(parts)
        roles = [
            i for i, part in enumerate(parts) if part.tag in {"role", "mass"} and (named or item.end - part.end <= _TRAILING)
        ]
        if roles or (item.counted and parts[-1].tag == "quantity"):
            item.kind = "mover"
            item.role = self._role_text(parts, roles[-1]).removeprefix(item.org or "").strip() if roles else None
        elif item.org:
            item.kind = "org"
        elif parts[-1].tag == "quoted" or looks_like_name(self.text.of(parts[-1])):
            item.tail = self.text.of(parts[-1]).strip(_QUOTES)
        return item

    def _owner(self, parts: Sequence[Token]) -> str | None:
        """What a Japanese name hangs on ("…会議の梶田会長", "モスフード中村社長") is where its bearer works."""
        pattern = self.lexicon.patterns.get("owner")
        gap = parts[-2] if len(parts) > 1 and parts[-1].tag == "of" else parts[-1]
        at = parts.index(gap)
        joined = at > 0 and parts[at - 1].tag in {"latin", "product"} and parts[at - 1].end == gap.start
        word = self.text.raw[parts[at - 1].start : gap.end] if joined else self.text.of(gap)
        if (
            pattern is None
            or gap.tag != "gap"
            or not pattern.fullmatch(word)
            or word.startswith(tuple(self.lexicon.words["not_org"]))
        ):
            return None
        return None if any(part in word for part in self.lexicon.words["department"]) else word

    def _role_text(self, parts: Sequence[Token], last: int) -> str:
        after_org = max((i for i, part in enumerate(parts[:last]) if part.tag in {"org", "ex"}), default=-1) + 1
        return self.text.raw[parts[after_org].start : parts[last].end].strip(_QUOTES + " 、的の")

    def _employer(self, item: Item, parts: Sequence[Token]) -> None:
        if known := [part for part in parts if part.tag == "org"]:
            org = known[-1]
            while len(known) > 1 and known[-2].end == known[-1].start:
                known.pop()
                org = known[-1]
            item.org, item.org_key = self._with_suffix(parts, org), org.key
            return
        for index, part in enumerate(parts):
            if guess := self._unknown_org(parts, index):
                item.org = guess
                return
            if part.tag == "role":
                return

    def _with_suffix(self, parts: Sequence[Token], org: Token) -> str:
        """A known name goes on with the words for a kind of company that follow it ("…集团", "…汽车公司")."""
        index = parts.index(org)
        name = self.text.of(org).strip(_QUOTES)
        if index + 1 < len(parts) and parts[index + 1].start == org.end:
            rest = self.text.word(parts[index + 1]) if parts[index + 1].tag in {"gap", "latin", "product"} else ""
            if run := self.lexicon.patterns["same_script"].match(self.text.folded, org.end - 1):
                name, rest = self.text.raw[org.start : run.end()], rest[run.end() - org.end :]
                org = Token("org", org.start, run.end())
            suffix = next(
                (
                    w
                    for w in sorted(self.lexicon.words["org_extension"], key=len, reverse=True)
                    if rest.startswith(w) and not rest.startswith("区", len(w))
                ),
                "",
            )
            name += self.text.raw[org.end : org.end + len(suffix)]
        return name

    def _legal_form(self, parts: Sequence[Token], index: int) -> str | None:
        """A Latin name with the kind of company right behind it ("…株式会社")."""
        after = parts[index + 1] if index + 1 < len(parts) else None
        if after is None or after.tag != "gap" or after.start != parts[index].end:
            return None
        rest = self.text.word(after)
        forms = self.lexicon.words["org_suffix"] - self.lexicon.words["venture"]
        form = max((form for form in forms if rest.startswith(form)), key=len, default="")
        return self.text.raw[parts[index].start : after.start + len(form)] if form else None

    def _names_venture(self, part: Token) -> bool:
        return self.text.word(part).endswith(tuple(self.lexicon.words["venture"]))

    def _holds_post(self, parts: Sequence[Token], index: int) -> bool:
        """Tell whether a post follows, with or without の, that is one in a company and not in a product or a case."""
        after = parts[index + 1 : index + 3]
        if after and after[0].tag == "of" and parts[index].tag == "latin" and self.text.of(after[0]) == "の":
            after = after[1:]
        if not after or after[0].tag not in {"role", "ex"}:
            return False
        return self.text.word(after[0]) not in self.lexicon.words.get("maker", ())

    def _is_house(self, word: str) -> bool:
        """Tell whether a Latin word before a post can be a company: "SHIFT社外取締役" is one in Japanese."""
        shape = self.lexicon.patterns.get("latin_house")
        return looks_like_name(word) or bool(shape and shape.fullmatch(word))

    def _unknown_org(self, parts: Sequence[Token], index: int) -> str | None:
        part = parts[index]
        word = self.text.of(part)
        follows = parts[index + 1].tag if index + 1 < len(parts) else ""
        if part.tag in {"quoted", "latin"}:
            before = parts[index - 1] if index else None
            if before and before.tag == "gap" and self._names_venture(before):
                return word.strip(_QUOTES)
            if legal := self._legal_form(parts, index):
                return legal
            plain = (before is None or before.tag not in {"product", "latin"}) and self._holds_post(parts, index)
            return word.strip(_QUOTES) if plain and (part.tag == "quoted" or self._is_house(word)) else None
        if part.tag != "gap" or (follows in {"quoted", "latin"} and self._names_venture(part)):
            return None
        titled = self.after in _OPENERS and not self.items and any(p.tag in {"role", "ex"} for p in parts[index + 1 :])
        found = unknown_org(word, self.text.word(part), self.lexicon, titled=titled)
        head = parts[index - 1] if index else None
        joined = found and head and head.tag == "latin" and head.end == part.start and word.startswith(found)
        return self.text.of(head) + found if joined and head and found and self.lexicon.lang == "ja" else found
