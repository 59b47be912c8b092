"""Tell people from organisations by what stands left and right of a name."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.classifier.labels import Chunk
from bot.classifier.words import Words

_MOVER_SUBJECT = frozenset(("leave", "resign", "join", "become", "succeed", "return", "found", "heir"))
_MOVER_OBJECT = frozenset(("hire", "fire", "lose", "arrival", "exit", "succeed"))
_OPENING, _CLOSING = frozenset('„"»«'), frozenset('“"«»”')
_FULL_NAME = 2.9
_SURE_PERSON = 1.5
_SURE_ORG = -2.0
_CHANGES_FIRM = 1.6
_LIKELY_PERSON = 0.9
_BEHIND_POST = 2.6
_SURE_OBJECT = 2.2
_SURE_SUBJECT = 1.7


def settle(chunks: list[Chunk], words: Words) -> list[Chunk]:
    """Decide for every unsettled name whether it is a person or an organisation, and whether that is a place.

    Args:
        chunks: the labelled stretches of a sentence; names that can be either have the label ``N``.
        words: the language.

    Returns:
        The same stretches, without ``N``.
    """
    nouns = "noun_capitals" in words.switches
    done = list(chunks)
    for at, chunk in enumerate(chunks):
        if chunk.label == "N":
            done[at] = chunk._replace(label="P" if _is_person(done, at, words) else _firm_label(done, at, nouns))
    return _placed(done, words)


def _placed(chunks: list[Chunk], words: Words) -> list[Chunk]:
    """Tell places from firms: an unknown single name that a locative brings is where, not for whom ("factrice à Bizonnes")."""
    done = list(chunks)
    for at, (before, chunk) in enumerate(pairwise(chunks), 1):
        unknown = chunk.label == "O" and chunk.key is None and chunk.last - chunk.first == 1 and chunk.person > _SURE_ORG
        channel = chunk.label == "O" and f"{before.text} {chunk.text}".lower() in words.channels  # only posted there
        if channel or (unknown and before.text.lower() in (words.locatives | words.parts)):
            done[at] = chunk._replace(label="W")
        elif _led_by_post(done, at, words) or (
            chunk.label in "PWC" and chunk.text[0].isupper() and _behind_kind(chunks, at, words)
        ):
            done[at] = chunk._replace(label="O")
    return done


def _firm_label(chunks: list[Chunk], at: int, nouns: bool) -> str:
    """Label of a name that is nobody's: where all nouns have capitals, one unknown word is mostly a noun."""
    chunk = chunks[at]
    if not nouns or chunk.last - chunk.first > 1 or chunk.person <= _SURE_ORG:
        return "O"
    after = chunks[at + 1].label if at + 1 < len(chunks) else ""
    before = chunks[at - 1].label if at else ""
    led = before == "d" and at > 1 and chunks[at - 2].label in ("h", "i", "f", "g", "T")
    return "O" if after == "R" or led or before in ("h", "i", "f", "g") or _in_firm_slot(chunks, at) else "W"


def _in_firm_slot(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a verb of moving asks for an employer there: "Acme holt …" at the start, "verlässt Acme", "geht zu Acme"."""
    frames = {t.frame for t in chunks[at + 1].triggers} if at + 1 < len(chunks) else set()
    if frames and frames <= {"hire", "fire", "lose"} and (at == 0 or chunks[at - 1].label == "u"):
        return True
    k = at - 1
    while k > 0 and chunks[k].label in "dz":
        k -= 1
    before = {t.frame for t in chunks[k].triggers} if k >= 0 else set()
    return bool(before & {"leave", "join"})


def _led_by_post(chunks: Sequence[Chunk], at: int, words: Words) -> bool:
    """Whether a post and "von" or "bei" without an article lead to a noun, which is then a firm: "Chefin von Westenergie"."""
    noun = chunks[at].label == "C" and chunks[at].text.lower() not in words.common
    return noun and at > 1 and chunks[at - 2].label == "R" and chunks[at - 1].text.lower() in ("von", "bei")


def _behind_kind(chunks: Sequence[Chunk], at: int, words: Words) -> bool:
    """Whether a kind of firm stands right before ("Lieferdienst Knuspr"), or a quote led by a preposition (vom „Stern“)."""
    before = chunks[at - 1] if at else None
    if 1 < at < len(chunks) - 1 and chunks[at - 1].text in _OPENING and chunks[at + 1].text in _CLOSING and words.firm_nouns:
        return chunks[at - 2].label in ("f", "h", "i", "g", "d")
    return before is not None and before.label in "CW" and before.text.lower().endswith(words.firm_nouns or ("\0",))


def _is_person(chunks: list[Chunk], at: int, words: Words) -> bool:
    score = chunks[at].person
    hint = _right_hint(chunks, at, words)
    sure = score >= _FULL_NAME and "firm_first" not in words.switches
    if score >= _SURE_PERSON and (hint > -3.0 or sure):  # noqa: PLR2004 - a stronger hint at a firm outweighs a likely name
        return True
    if score <= _SURE_ORG:
        return False
    return score + hint + _left_hint(chunks, at, "noun_capitals" in words.switches) >= _LIKELY_PERSON


def _has_object(chunks: list[Chunk], at: int) -> bool:
    """Whether a verb has a person, or a new post, right behind it, so that what stands before is an employer."""
    line = "".join(c.label for c in chunks[at : at + 4]).lstrip("dqv")
    return line[:1] in ("m", "e") or any(c.label in "NP" and c.person >= _LIKELY_PERSON for c in chunks[at : at + 2])


def _ends_clause(rest: str, trigger: Chunk) -> bool:
    """Whether a participle has nothing to act upon: "Roe ousted; Doe takes over"."""
    return any("participle" in t.flags for t in trigger.triggers) and (not rest or rest[0] in "ujbkph")


def _left_hint(chunks: list[Chunk], at: int, nouns: bool) -> float:
    line = "".join(c.label for c in chunks[max(0, at - 3) : at])
    if line.endswith("R") and chunks[at - 1].text.lower().split()[-1] in ("behind", "of"):
        return 0.0
    if line.endswith(("R", "Rc", "Pa", "Pc", "Pca", "Os")):
        return _BEHIND_POST if nouns and line.endswith("OR") else 1.5
    if line.endswith(("h", "f", "g", "p", "hd", "fd", "gd")) and not line.endswith("tf"):
        return -0.8
    if line.endswith(("tA", "tvA", "tf")):
        return _governed(chunks, at, line)
    return _behind_verb(chunks, at) if line.endswith(("t", "td", "tv", "tp")) else 0.0


def _behind_verb(chunks: list[Chunk], at: int) -> float:
    trigger = next(c for c in reversed(chunks[:at]) if c.label == "t")
    frames = {t.frame for t in trigger.triggers}
    if not frames & _MOVER_OBJECT:
        return -1.5
    taken = _ends_object(chunks, at) and (_formal(trigger) or chunks[at + 1 : at + 2])
    from_firm = "".join(c.label for c in chunks[at + 1 : at + 3]) == "gO"
    return _SURE_OBJECT if taken or from_firm else 1.2


def _formal(trigger: Chunk) -> bool:
    """Whether a verb has people for its object nearly always: "names", "ousts"."""
    return any(t.frame == "fire" or "formal" in t.flags for t in trigger.triggers)


def _ends_object(chunks: list[Chunk], at: int) -> bool:
    """Whether nothing, or only a post, follows a name: "ousts Roe as chief", "names Roe"."""
    line = "".join(c.label for c in chunks[at + 1 : at + 4])
    alone = line.startswith("R") and line[1:2] not in ("N", "P") and not chunks[at + 1].text.islower()
    return not line or line[0] in "ucj" or alone or line.startswith(("kR", "kdR", "koR", "TR", "Tt"))


def _governed(chunks: list[Chunk], at: int, line: str) -> float:
    """What a verb with the personal "a", or a noun with "of", says of the name behind: "ficha a Roe", "nombramiento de Roe"."""
    frames = {t.frame for c in chunks[max(0, at - 3) : at] for t in c.triggers}
    if line.endswith("f"):
        return 1.2 if frames <= {"arrival", "exit"} else -0.8
    return 1.6 if frames <= {"hire", "fire", "succeed"} else -0.8


def _right_hint(chunks: list[Chunk], at: int, words: Words) -> float:
    line = "".join(c.label for c in chunks[at + 1 : at + 8])
    if re.match("[xvn]*td?[ON]id?[ON]", line):
        return _CHANGES_FIRM
    line = line[:4]
    if line.startswith("s"):
        return -1.0
    if line.startswith("cr") and chunks[at + 2].text.lower() in words.person_relatives:
        return _SURE_SUBJECT
    if line.startswith(("cR", "cdR", "cqc", "cmR", "ceR", "cOsR", "cOR")):
        return 1.2
    between = "xyvnT" if "firm_first" in words.switches else "xvn"
    position = next((k for k, label in enumerate(line) if label not in between), None)
    if position is not None and line[position] == "t":
        return _before_verb(chunks, at + 1 + position, line[position + 1 :], position)
    return _before_post(chunks, at, line, "firm_first" in words.switches) if line.startswith("R") else 0.0


def _before_verb(chunks: list[Chunk], at: int, rest: str, position: int) -> float:
    """What the verb at a chunk says of its subject, ``position`` chunks ahead of it."""
    frames = {t.frame for t in chunks[at].triggers}
    post = re.match("d?m?(?:Os?)?m?R", rest)
    if post and any("participle" in t.flags for t in chunks[at].triggers):
        named = chunks[at + 1 + post.end() : at + 2 + post.end()]
        return -1.0 if named and named[0].label in "NP" else _SURE_SUBJECT
    if frames <= {"resign"} or (frames <= {"leave", "resign"} and rest[:1] in ("", "O", "i", "h", "u", "j")):
        return _SURE_SUBJECT
    if frames <= {"hire", "fire", "lose"} and _has_object(chunks, at + 1):
        return -3.0
    ended = frames <= {"hire", "fire"} and _ends_clause(rest, chunks[at])
    return 1.2 if ended or frames & _MOVER_SUBJECT or position > 0 else -1.0


def _before_post(chunks: list[Chunk], at: int, line: str, ahead: bool) -> float:
    """What a post right behind a name says of it: "names Roe chief executive", but "Elder Scrolls writer"."""
    if at and any("formal" in t.flags for t in chunks[at - 1].triggers) and line[1:2] not in ("N", "P"):
        return 0.6
    return -3.0 if ahead and chunks[at + 1].text.islower() else -1.0
