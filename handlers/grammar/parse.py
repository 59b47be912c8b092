"""The text of `/moves` → a Request, or a UserError that names what was not understood and what is nearest to it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from handlers.errors import UserError
from handlers.grammar import values, vocabulary
from handlers.grammar.request import Phrase, Request
from handlers.grammar.tokens import ARROW, Token, tokens
from handlers.grammar.verbs import FILTERS, KINDS_OF_ENTITY, NEGATABLE, PERIOD, VERBS, Slot, Verb
from storage.criteria import Clause, Filters

_LONGEST = 2000
_DIGITS = 9


def parse(text: str, lang: str, now: datetime) -> Request:
    """Understand a command.

    Args:
        text: what was typed after `/moves`, as Slack sent it.
        lang: the reader's language; its words come first, those of other languages are understood too.
        now: an instant in the reader's time zone, in which dates are meant.

    Raises:
        UserError: it cannot be understood; the key and its values say what and what to type.
    """
    if len(text) > _LONGEST:
        raise UserError("error-too-long", limit=_LONGEST)
    found = _with_units(tokens(text, lang), lang)
    if not found:
        return Request("summary")
    name = None if found[0].key or found[0].quoted else vocabulary.verb(found[0].text, lang)
    verb = VERBS[name or "show"]
    reading = _Reading(verb, lang, now)
    for token in found[1:] if name else found:
        reading.take(token)
    return replace(reading.request(), text=text.strip())


def _with_units(found: list[Token], lang: str) -> list[Token]:
    """``since:30 days`` is one token."""
    joined: list[Token] = []
    for token in found:
        before = joined[-1] if joined else None
        if before and vocabulary.key(before.key, lang) in PERIOD and before.text.isdigit() and not token.key:
            whole = f"{before.text}{token.text}"
            if values.length(whole, lang) is not None:
                joined[-1] = replace(before, text=whole, values=(whole,))
                continue
        joined.append(token)
    return joined


@dataclass(slots=True)
class _Reading:
    """A command half read: bare words wait in `words` until the filters are known."""

    verb: Verb
    lang: str
    now: datetime
    words: list[Token] = field(default_factory=list)
    filters: Filters = field(default_factory=Filters)
    options: dict[str, str] = field(default_factory=dict)
    ping: tuple[str, ...] = ()
    lasting: timedelta | None = None
    args: dict[str, str] = field(default_factory=dict)

    # --- key:value

    def take(self, token: Token) -> None:
        if self._is_free() or not token.key:
            self.words.append(token)
            return
        key = vocabulary.key(token.key, self.lang)
        if key in KINDS_OF_ENTITY and self._wants_query():
            self.words.append(replace(token, key=key))
        elif key is None or key == "share":  # a bare word, never a key
            raise UserError("error-unknown-key", token=str(token), nearest=self._nearest_key(token.key), verb=self.verb.name)
        elif key not in self.verb.keys:
            raise UserError("error-key-not-here", key=token.key, verb=self.verb.name)
        elif token.negated and key not in NEGATABLE:
            raise UserError("error-no-not", token=str(token), key=token.key)
        else:
            self._filter_or_option(key, token)

    def _is_free(self) -> bool:
        """Verbs that take a headline or an address take it as it is, colons and all."""
        return any(slot.take in {"words", "link"} for slot in self.verb.slots)

    def _wants_query(self) -> bool:
        return any(slot.take in {"query", "target"} for slot in self.verb.slots)

    def _nearest_key(self, word: str) -> str:
        known = vocabulary.table(self.lang, "keys")
        usable = {*self.verb.keys, *(KINDS_OF_ENTITY if self._wants_query() else ())}
        return vocabulary.nearest(word, [each for each, canonical in known.items() if canonical in usable]) or "none"

    def _filter_or_option(self, key: str, token: Token) -> None:
        if self.verb.name in {"mute", "unmute"}:  # here a source is what is silenced, not a filter
            self.words.append(replace(token, key=key))
        elif key == "conf":
            self.filters = replace(self.filters, conf=values.confidence(token, self.lang))
        elif key == "since":
            since, until = values.period(token, self.lang, self.now)
            self.filters = replace(self.filters, since=since, until=until or self.filters.until)
        elif key == "until":
            self.filters = replace(self.filters, until=values.until(token, self.lang, self.now))
        elif key in FILTERS:
            clause = Clause(key, values.choices(key, token, self.lang), token.negated)
            self.filters = replace(self.filters, clauses=(*self.filters.clauses, clause))
        elif key == "ping":
            self.ping = tuple(dict.fromkeys((*self.ping, *values.whom(token))))
        else:
            self.options[key] = values.option(key, token, self.lang)

    # --- bare words

    def request(self) -> Request:
        phrase = None
        self._take_share()
        for slot in self.verb.slots:
            if slot.take in {"query", "target"}:
                phrase = self._query(slot)
            else:
                self._slot(slot)
        if self.words:
            self._refuse(self.words[0])
        self._check()
        return Request(self.verb.name, phrase, self.filters, self.args, self.options, self.ping, self.lasting)

    def _check(self) -> None:
        if self.filters.since and self.filters.until and self.filters.until <= self.filters.since:
            raise UserError("error-period-order", value="until")
        kept = {clause.key: set(clause.values) for clause in self.filters.clauses if not clause.negated}
        for clause in self.filters.clauses:
            if (
                clause.key in {"type", "level", "status", "lang"}
                and not clause.negated
                and not kept[clause.key] & set(clause.values)
            ):
                raise UserError("error-never-both", key=clause.key, values=", ".join((*clause.values, *kept[clause.key])))

    def _refuse(self, token: Token) -> None:
        known = [choice for slot in self.verb.slots for choice in slot.choices]
        raise UserError(
            "error-unknown-word", token=str(token), verb=self.verb.name, nearest=vocabulary.nearest(token.text, known) or "none"
        )

    def _slot(self, slot: Slot) -> None:
        takers: dict[str, Callable[[Slot], str | None]] = {
            "choice": self._choice,
            "number": self._number,
            "verb": self._verb,
            "list": self._list,
            "duration": self._duration,
            "words": self._rest,
            "link": self._rest,
        }
        found = takers[slot.take](slot)
        if found:
            self.args[slot.name] = found
        elif slot.required:
            raise UserError("error-missing", verb=self.verb.name, slot=slot.name)

    def _choice(self, slot: Slot) -> str | None:
        of = "direction" if slot.choices == ("all",) else "action"
        found = vocabulary.value(of, self.words[0].text, self.lang) if self.words else None
        if found not in slot.choices:
            return None
        self.words.pop(0)
        return found

    def _number(self, _slot: Slot) -> str | None:
        if not self.words:
            return None
        text = self.words[0].text.removeprefix("#")
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
            raise UserError("error-number", verb=self.verb.name, value=self.words[0].text)
        self.words.pop(0)
        return str(int(text))

    def _verb(self, _slot: Slot) -> str | None:
        if not self.words:
            return None
        word = self.words.pop(0)
        found = vocabulary.verb(word.text, self.lang)
        if not found:
            near = vocabulary.nearest(word.text, vocabulary.table(self.lang, "verbs"))
            raise UserError("error-no-verb", token=str(word), nearest=near or "none")
        return found

    def _list(self, _slot: Slot) -> str | None:
        if not self.words:
            return None
        word = self.words.pop(0)
        if not word.text.startswith("@") or not vocabulary.folded(word.text[1:]):
            raise UserError("error-list-name", value=str(word))
        return word.text[1:]

    def _duration(self, _slot: Slot) -> None:
        """Its own field holds it, not the arguments; here only the words that are left would be wrong."""

    def _rest(self, _slot: Slot) -> str | None:
        rest = " ".join(str(word) for word in self.words)
        self.words.clear()
        return rest or None

    # --- queries

    def _query(self, slot: Slot) -> Phrase | None:
        self._take_ends()
        words, self.words = self.words, []
        phrase = _phrase(words, self.verb.name, self.lang) if words else None
        if phrase is None and (self.filters != Filters() and self.verb.name in {"show", "watch", "flow", "boomerangs"}):
            return Phrase(kind="all")
        if phrase is None and slot.required:
            raise UserError("error-missing", verb=self.verb.name, slot=slot.name)
        return phrase

    def _take_ends(self) -> None:
        """Take a length of time and a direction off the end: ``openai in 30d``."""
        taken = True
        while taken and self.words and not self.words[-1].quoted and not self.words[-1].key:
            taken = self._take_length() or self._take_direction()

    def _take_share(self) -> None:
        """Take the word that shows the answer to the channel off the end; alone, it may be what was asked for."""
        least = 1 if any(slot.take == "query" and slot.required for slot in self.verb.slots) else 0
        last = self.words[-1] if len(self.words) > least and "share" in self.verb.keys else None
        if last is None or last.quoted or last.key or (least and self.words[-2].text == ARROW):
            return
        if vocabulary.value("share", last.text, self.lang):
            self.words.pop()
            self.options["share"] = "yes"

    def _take_length(self) -> bool:
        for count in (2, 1):
            text = " ".join(word.text for word in self.words[-count:])
            found = values.length(text, self.lang) if len(self.words) >= count else None
            if self.verb.name == "mute" and len(self.words) > count:
                found = values.lasting(text, self.lang)
            if found is not None and self._fits(found):
                del self.words[-count:]
                return True
        return False

    def _fits(self, found: timedelta) -> bool:
        if any(slot.take == "duration" for slot in self.verb.slots):
            self.lasting = found
            return True
        if "since" in self.verb.keys and not self.filters.since:
            since, _ = values.period(Token(f"{int(found.total_seconds() // 3600)}h"), "en", self.now)
            self.filters = replace(self.filters, since=since)
            return True
        return False

    def _take_direction(self) -> bool:
        if "type" not in self.verb.keys or len(self.words) < 2:  # noqa: PLR2004 - a lone word is a name
            return False
        found = vocabulary.value("direction", self.words[-1].text, self.lang)
        if found is None or self.filters.direction or self.words[-2].text == ARROW:
            return False
        self.words.pop()
        self.filters = replace(self.filters, direction="" if found == "all" else found)
        return True


def _phrase(words: list[Token], verb: str, lang: str) -> Phrase:
    arrows = [place for place, word in enumerate(words) if word.text == ARROW and not word.quoted]
    if len(arrows) > 1 or (arrows and len(words) == 1):
        raise UserError("error-arrow", verb=verb)
    if arrows:
        left, right = words[: arrows[0]], words[arrows[0] + 1 :]
        return Phrase(ends=(_name(left, lang), _name(right, lang)))
    return _name(words, lang)


def _name(words: list[Token], lang: str) -> Phrase:
    if not words:
        return Phrase(kind="all")
    kind = words[0].key
    text = " ".join(word.text if not place else str(word) for place, word in enumerate(words)).strip()
    if not text:
        raise UserError("error-empty-value", token=str(words[0]))
    exact = len(words) == 1 and (words[0].quoted or bool(kind))
    if not kind and len(words) == 1 and not exact:
        kind = "list" if text.startswith("@") and len(text) > 1 else kind
        kind = "all" if vocabulary.value("direction", text, lang) == "all" else kind
    return Phrase(text.removeprefix("@") if kind == "list" else text, kind, exact)
