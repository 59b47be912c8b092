"""A move in words: who, what, from where and to where, as one sentence or one heading."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from handlers.mrkdwn import clean, truncate
from handlers.texts import Texts
from storage.keys import fold
from storage.lifecycle import earlier_statuses
from storage.models import KINDS, Move

NAMES = 8  # people named in one sentence; the others are counted
NAME = 80
ORG = 100
ROLE = 150

Show = Callable[[str, int], str]
"""How an outside string is written, cut to a length: `mrkdwn.escape`, `mrkdwn.bold`, or `as_plain`."""


def as_plain(text: str, limit: int) -> str:
    """An outside string for a plain_text object, where Slack reads no markup."""
    return truncate(clean(text), limit)


def who(move: Move, texts: Texts, show: Show) -> str:
    """The people of a move in words, also where they are many or not named."""
    names = [show(name, NAME) for name in move.people[:NAMES]]
    if more := len(move.people) - len(names):
        names.append(texts("others", n=more))
    if move.group_words:
        names.append(_group(move, texts, show))
    return texts.joined(names) or texts("somebody")


def _group(move: Move, texts: Texts, show: Show) -> str:
    """Movers who are not named, in the story's words; words of another language than the reader's stand in quotes."""
    words = move.group_words or ""
    if move.lang and move.lang != texts.lang:
        return texts("not-named-quoted", words=show(words, NAME))
    return texts("not-named", words=show(words if move.people else words[:1].upper() + words[1:], NAME))


def count(move: Move) -> int:
    """How many people move, for the verb: exact where they are named, one or two for a group described in words."""
    if len(move.people) > 1 or (move.people and move.group_words):
        return max(len(move.people), 2)
    return 2 if move.group_words and _several(move.group_words, move.lang) else 1


def sentence(move: Move, texts: Texts, show: Show) -> str:
    """One full sentence: ``Ada Roe and Bo Lee return to OpenAI from Thinking Machines Lab``.

    What is not established says so in front: reported, denied or reversed.
    """
    key, org = _pattern(move)
    source = move.from_org if move.from_org != org else None
    said = texts(
        f"says-{key}",
        n=count(move),
        who=who(move, texts, show),
        org=show(org, ORG) if org else "",
        of_org=_around(texts, "phrase-of", org, show),
        source=_around(texts, _source_phrase(move, key), source, show),
        role=_role(move, key, texts, show),
    )
    return texts("said", status=move.status, sentence=said)


def heading(move: Move, texts: Texts) -> str:
    """A heading in plain text: ``Return · 3 people · Thinking Machines Lab → OpenAI``, its status first where it matters."""
    people = as_plain(move.people[0], NAME) if len(move.people) == 1 and not move.group_words else _counted(move, texts)
    orgs = [as_plain(org, 40) for org in (move.from_org, move.to_org) if org]
    parts = [texts("kind", kind=move.kind), people, " → ".join(orgs)]
    title = " · ".join(part for part in parts if part)
    return texts("titled", title=title, status=_title_status(move))


def _title_status(move: Move) -> str:
    """``confirmed`` is worth a word only where it was not so from the start."""
    return "plain" if move.status == "confirmed" and not earlier_statuses(move) else move.status


def _counted(move: Move, texts: Texts) -> str:
    if move.people:
        return texts("people", n=len(move.people))
    return texts("not-named-short", words=as_plain(move.group_words, 50)) if move.group_words else ""


def _pattern(move: Move) -> tuple[str, str | None]:
    """Which sentence fits what is known, and the organisation it is about; without one there is a bare sentence."""
    kind = move.kind if move.kind in KINDS else "other"
    org = move.from_org if kind == "leave" else move.to_org
    if kind in ("promote", "board") and not org and move.from_org:
        org = move.from_org
        kind = "board-left" if kind == "board" else kind
    if kind == "promote" and not move.role:
        kind = "new-post"
    return (kind if org else f"{kind}-bare"), org


def _source_phrase(move: Move, pattern: str) -> str:
    """How the sentence tells where somebody comes from: a new board or post need not mean that they left."""
    if move.kind in ("promote", "board"):
        return "phrase-beside"
    return "phrase-after" if move.kind == "found" or pattern.endswith("-bare") else "phrase-from"


def _role(move: Move, pattern: str, texts: Texts, show: Show) -> str:
    if not move.role:
        return ""
    role = show(move.role, ROLE)
    if pattern.startswith("promote"):
        return role
    return texts("phrase-post", role=role)  # not "as": it may be the post that was left (see `Move.role`)


def _around(texts: Texts, key: str, org: str | None, show: Show) -> str:
    """A phrase around an organisation's name; French needs to know whether the name begins with a vowel."""
    if not org:
        return ""
    return texts(key, org=show(org, ORG), vowel="yes" if fold(org)[:1] in tuple("aeiou") else "no")


@lru_cache
def _plural_signs() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_name("plural_signs.json").read_text(encoding="utf-8"))
    return data


def _several(words: str, lang: str) -> bool:
    """Whether words that describe movers mean more than one of them: a number word, or a head noun in the plural."""
    signs = _plural_signs().get(lang)
    if signs is None:
        return True
    folded = fold(words).split()
    if any(word in signs["words"] or word.isdigit() for word in folded) or any(mark in words for mark in signs["marks"]):
        return True
    ends = [place for place, word in enumerate(folded) if word in signs["heads_end"] and place]
    head = folded[: ends[0] if ends else None]
    return bool(head) and head[-1].endswith(tuple(signs["endings"])) if signs["endings"] else False
