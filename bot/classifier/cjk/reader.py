"""The order in which a Chinese or Japanese story is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.classifier.catalogue import load_catalogue
from bot.classifier.cjk import frames_ja, frames_zh, names_ja, names_zh
from bot.classifier.cjk.event import Event
from bot.classifier.cjk.gate import THRESHOLD, features, probability
from bot.classifier.cjk.houses_ja import houses
from bot.classifier.cjk.lexicon import Lexicon, load_lexicon
from bot.classifier.cjk.moves import full_names, moves_of
from bot.classifier.cjk.phrases import items_of
from bot.classifier.cjk.text import BODY_LIMIT, TITLE_LIMIT, clean, fold, sentences
from bot.classifier.cjk.tokens import Text, Token, tokenize, whole_word
from bot.classifier.cjk.told import announcer, claims
from bot.classifier.reading import MoveRead, Reading, Step, Story

_PEOPLE = {"zh": names_zh.find_people, "ja": names_ja.find_people}
_EVENTS = {"zh": frames_zh.events_of, "ja": frames_ja.events_of}
_STATEMENT = re.compile(r"[^；;|｜丨\n]+")
_SLASHED = re.compile(r"[^；;|｜丨\n/／]+")
_UNREAD = 0.02
_NO_MOVER = 0.1
_SURE = 0.8
_SENTENCES = 40


@dataclass(frozen=True)
class _Statement:
    text: Text
    tokens: list[Token]
    events: list[Event]
    moves: list[MoveRead]


def read_cjk(story: Story, lang: str) -> Reading:
    """Read one story.

    Args:
        story: as a feed gives it.
        lang: ``zh`` or ``ja``.

    Returns:
        The reading; for a story without any word of moving, at once and without moves.
    """
    lexicon = load_lexicon(lang)
    title, body = clean(story.title, TITLE_LIMIT), _body(story)
    if not lexicon.trigger.search(fold(title, lang)) and not lexicon.trigger.search(fold(body, lang)):
        return Reading(is_move=False, score=_UNREAD, reason="no word of moving", lang=lang, trace=(Step("language", lang),))
    statements = _read_all(title, lexicon)
    score = _score(title, lexicon, statements)
    if score < THRESHOLD:
        statements, score = _read_body(body, lexicon) or (statements, score)
    is_move = score >= THRESHOLD
    moves = _told(statements, body, lexicon) if is_move else ()
    return Reading(is_move, score, _reason(statements, score), lang, moves, tuple(_trace(lang, statements, score)))


def _body(story: Story) -> str:
    return clean(f"{story.summary}\n{story.content}", BODY_LIMIT)


def _score(text: str, lexicon: Lexicon, statements: Sequence[_Statement]) -> float:
    if not any(statement.moves for statement in statements):
        return _NO_MOVER
    return probability(_features(fold(text, lexicon.lang), lexicon, statements))


def _read_body(body: str, lexicon: Lexicon) -> tuple[list[_Statement], float] | None:
    """The first sentence below the headline that surely tells of a move; below the headline much is background."""
    for start, end in sentences(body)[:_SENTENCES]:
        statements = _read_all(body[start:end], lexicon)
        score = _score(body[start:end], lexicon, statements)
        if score >= _SURE:
            return statements, score
    return None


def _told(statements: Sequence[_Statement], body: str, lexicon: Lexicon) -> tuple[MoveRead, ...]:
    """Say who tells of each move, and keep the allegations about it apart."""
    alleged = [claim for start, end in sentences(body)[:_SENTENCES] for claim in claims(body[start:end], lexicon)]
    moves: list[MoveRead] = []
    for statement in statements:
        who = announcer(statement.text.raw, statement.moves, lexicon) or announcer(body, statement.moves, lexicon)
        own = tuple(dict.fromkeys([*claims(statement.text.raw, lexicon), *alleged]))
        moves.extend(replace(move, announced_by=who, claims=own) for move in statement.moves)
    return tuple(moves)


def candidate(story: Story, lang: str) -> dict[str, float] | None:
    """Give what the gate looks at, or None for a story without a mover, which never reaches it."""
    lexicon = load_lexicon(lang)
    title = clean(story.title, TITLE_LIMIT)
    statements = _read_all(title, lexicon)
    return _features(fold(title, lang), lexicon, statements) if any(statement.moves for statement in statements) else None


def _features(folded: str, lexicon: Lexicon, statements: Sequence[_Statement]) -> dict[str, float]:
    return features(folded, lexicon, [(statement.events, statement.moves) for statement in statements if statement.moves])


def _read_all(title: str, lexicon: Lexicon) -> list[_Statement]:
    return [_read(match.group(), lexicon) for match in _statements(title)]


def _statements(title: str) -> Iterator[re.Match[str]]:
    """A digest's headline puts several stories side by side; slashes part them where there are several."""
    return (_SLASHED if title.count("/") > 1 else _STATEMENT).finditer(title)


def _read(raw: str, lexicon: Lexicon) -> _Statement:
    text = Text(raw, fold(raw, lexicon.lang))
    if not lexicon.trigger.search(text.folded):
        return _Statement(text, [], [], [])
    tokens = _PEOPLE[lexicon.lang](text, tokenize(text, lexicon, _known_orgs(text, lexicon)), lexicon)
    events = _EVENTS[lexicon.lang](text, items_of(text, tokens, lexicon), lexicon)
    full_names(events, [text.of(token).strip("「」『』“”") for token in tokens if token.tag == "org"])
    return _Statement(text, tokens, events, moves_of(events, lexicon, raw.strip()))


def _known_orgs(text: Text, lexicon: Lexicon) -> list[Token]:
    named = [(m.start, m.end, m.key) for m in load_catalogue().find(text.raw, lexicon.lang)]
    listed = [(at, match[0], None) for at in range(len(text.raw)) if (match := lexicon.org_matcher.at(text.folded, at))]
    known = [Token("org", start, end, key) for start, end, key in [*named, *listed] if whole_word(text.folded, start, end)]
    return houses(text, known, lexicon)


def _reason(statements: Sequence[_Statement], score: float) -> str:
    words = [event.word for statement in statements for event in statement.events]
    if not words:
        return "a word of moving, but nobody who moves"
    return f"says {words[0]!r} of a mover" if score >= THRESHOLD else f"says {words[0]!r}, but reads like no news of a move"


def _trace(lang: str, statements: Sequence[_Statement], score: float) -> Iterator[Step]:
    yield Step("language", lang)
    for statement in statements:
        if not statement.tokens:
            continue
        yield Step("sentence", statement.text.raw.strip())
        for stage, tags in (("people", {"person"}), ("companies", {"org"})):
            found = [statement.text.of(token) for token in statement.tokens if token.tag in tags]
            yield Step(stage, "、".join(found) or "none")
        yield Step("words", "、".join(f"{event.word} ({event.trigger})" for event in statement.events) or "none that has a mover")
        for move in statement.moves:
            who = "、".join(move.persons) or move.group or "somebody"
            yield Step("move", f"{who}: {move.from_org or '?'} → {move.to_org or '?'}, {move.kind}, {move.status}")
        if unused := _unused(statement):
            yield Step("ruled out", unused)
    yield Step("score", f"{score:.2f} (a move from {THRESHOLD})")


def _unused(statement: _Statement) -> str:
    shields = [statement.text.of(token) for token in statement.tokens if token.tag in {"shield", "keep"}]
    return "、".join(shields)
