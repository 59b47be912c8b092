"""The order in which a Chinese or Japanese story is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.classifier.catalogue import load_catalogue
from bot.classifier.cjk import frames_ja, frames_zh, names_ja, names_zh
from bot.classifier.cjk.event import Event
from bot.classifier.cjk.lexicon import Lexicon, load_lexicon
from bot.classifier.cjk.moves import moves_of
from bot.classifier.cjk.phrases import items_of
from bot.classifier.cjk.text import BODY_LIMIT, TITLE_LIMIT, clean, fold
from bot.classifier.cjk.tokens import Text, Token, tokenize, whole_word
from bot.classifier.reading import MoveRead, Reading, Step, Story

_PEOPLE = {"zh": names_zh.find_people, "ja": names_ja.find_people}
_EVENTS = {"zh": frames_zh.events_of, "ja": frames_ja.events_of}
_STATEMENT = re.compile(r"[^；;|｜丨\n]+")
_SLASHED = re.compile(r"[^；;|｜丨\n/]+")


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
    title = clean(story.title, TITLE_LIMIT)
    body = clean(story.summary, BODY_LIMIT)
    if not lexicon.trigger.search(fold(title, lang)) and not lexicon.trigger.search(fold(body, lang)):
        return Reading(is_move=False, score=0.0, reason="no word of moving", lang=lang)
    statements = [_read(match.group(), lexicon) for match in _statements(title)]
    moves = [move for statement in statements for move in statement.moves]
    return Reading(bool(moves), 0.9 if moves else 0.1, "rules", lang, tuple(moves), tuple(_trace(statements)))


def _statements(title: str) -> Iterator[re.Match[str]]:
    """A digest's headline puts several stories side by side; slashes part them where there are several."""
    return (_SLASHED if title.count("/") > 1 else _STATEMENT).finditer(title)


def _read(raw: str, lexicon: Lexicon) -> _Statement:
    text = Text(raw, fold(raw, lexicon.lang))
    tokens = _PEOPLE[lexicon.lang](text, tokenize(text, lexicon, _known_orgs(text, lexicon)), lexicon)
    events = _EVENTS[lexicon.lang](text, items_of(text, tokens, lexicon), lexicon)
    return _Statement(text, tokens, events, moves_of(events, lexicon, raw.strip()))


def _known_orgs(text: Text, lexicon: Lexicon) -> list[Token]:
    found = [
        Token("org", m.start, m.end, m.key)
        for m in load_catalogue().find(text.raw, lexicon.lang)
        if whole_word(text.folded, m.start, m.end)
    ]
    position = 0
    while position < len(text.raw):
        match = lexicon.org_matcher.at(text.folded, position)
        if match and whole_word(text.folded, position, match[0]):
            found.append(Token("org", position, match[0]))
        position += 1
    return found


def _trace(statements: Sequence[_Statement]) -> list[Step]:
    steps = []
    for s in statements:
        steps.append(Step("tokens", " ".join(f"{s.text.of(t)}/{t.tag}" for t in s.tokens)))
        steps.append(Step("events", repr(s.events)))
    return steps
