"""Noun phrases that can move or be moved to: people, unnamed people by their post, organisations, boards."""

import re
from dataclasses import dataclass
from functools import cache

from bot.classifier.labels import Chunk

_PEOPLE = r"(?P<per>P(?:c(?:<O>)?P){0,8}(?:(?:<O>)?c?aP)?)"
_ORG = r"(?P<org>O)"
_ORG2 = r"(?P<org2>O)"
_PRE = r"(?:qf[do]?)?[dqmv]*"
_ROLES = r"(?P<role>R(?:wR|R|c?ad?m?R|cR(?=c?ad?R)){0,3})(?:[fT]d?W?R?P(?![fs]))?"
_AFTER = rf"(?:(?:w?g?[fhgp]d?[wm]?C?|[c<]){_ORG2}(?:(?!s)|s[mqwW]{{1,4}}R?(?![RPOwW]))>?)?"
# … Jane Roe, a 20-year company veteran,
_ALSO = r"(?:cd[qmevwWO]{0,4}R(?:[fhi]d?[wWO])?(?=c))?"
# The order of the patterns does not matter: the longest match from a place wins.
_PATTERNS = (
    # former Meta AI research head Joelle Pineau · OpenClaw founder, Peter Steinberger · the CEO of Acme, Jane Roe
    (
        rf"(?P<named>(?<=.t)(?=R))?{_PRE}(?P<ex>e?)v?{_PRE}(?:Ps)?(?:{_ORG}(?:s[qmw]{{0,2}}(?:Os?){{0,2}})?|ws)?(?P<ex2>e?)"
        rf"(?:[mqwWv]|(?<=[wW])a(?=[wR])){{0,4}}{_ROLES}{_AFTER}(?:w{{0,2}}(?P<app>c)?{_PEOPLE}(?(app)(?(named)(?!x?t))){_ALSO})?c?"
    ),
    # Jane Roe, a former vice president at Acme,
    rf"{_PEOPLE}(?:(?:[c<]|(?=m))[dqmv]*(?P<ex>e?)v?(?:{_ORG}s?|ws)?(?P<ex2>e?)[mqwWv]{{0,3}}{_ROLES}{_AFTER}>?)?(?:[c<]qw*[c>])?",
    # Jane Roe (Acme) · Jane Roe of Acme
    rf"{_PEOPLE}(?:[fgp]d?|[c<](?P<ex>e?)){_ORG2}[c>]?",
    # Jane Roe, venue d'Acme,
    rf"{_PEOPLE}c?(?P<ex>g)fd?{_ORG2}c?",
    # Acme's Jane Roe · ex-Acme Jane Roe
    rf"{_PRE}(?P<ex>e)f?d?{_ORG}s?c?{_PEOPLE}",
    rf"{_ORG}s{_PEOPLE}",
    # Acme · Acme's board · the board of Acme
    rf"d?v?(?:[PO]s)?[mwW]?{_ORG}(?!s[dqmvewW]*R)(?:<O>)?(?:s?[mw]{{0,2}}B)?",
    # two alumni of Acme · un ancien d'Acme
    rf"[dq]{{1,2}}(?P<alum>e)[fh]d?{_ORG2}(?![sR])",
    # I · we
    r"S",
    rf"d?[mw]{{0,2}}(?P<board>B)(?:[fhp]d?{_ORG2})?",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over chunks ``first`` up to but without ``last``."""

    first: int
    last: int
    persons: tuple[str, ...] = ()
    role: str | None = None
    org: Chunk | None = None
    former: bool = False
    new: bool = False
    board: bool = False
    words: str = ""
    counted: bool = False
    inside: bool = False
    speaker: bool = False
    seat: bool = False
    pronoun: bool = False


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _PATTERNS)


def phrases(sentence: str, chunks: list[Chunk], spans: list[tuple[int, int]]) -> list[Phrase]:
    """Find the noun phrases of a labelled sentence from left to right, without overlap.

    Args:
        sentence: the text.
        chunks: its labelled stretches.
        spans: first and last character of each chunk.
    """
    line = "".join(chunk.label for chunk in chunks)
    found: list[Phrase] = []
    at = 0
    while at < len(line):
        match = _best(line, at)
        if match is None:
            at += 1
            continue
        found.append(_phrase(sentence, chunks, spans, match))
        at = match.end()
    return found


def _best(line: str, at: int) -> re.Match[str] | None:
    if line[at] not in "PORBSdqmvewW":
        return None
    best: re.Match[str] | None = None
    for pattern in _compiled():
        match = pattern.match(line, at)
        if match and match.end() > at and (best is None or match.end() > best.end()):
            best = match
    return best


def _phrase(sentence: str, chunks: list[Chunk], spans: list[tuple[int, int]], match: re.Match[str]) -> Phrase:
    groups = match.groupdict()
    line = match.group()
    people = _texts(chunks, match, "per", "P")
    org = _first(chunks, match, "org2") if groups.get("org2") else _first(chunks, match, "org")
    if groups.get("org") and groups.get("org2") and groups.get("role"):
        org = _first(chunks, match, "org")
    role = "" if groups.get("alum") else _span(sentence, spans, match, "role")
    start, end = match.start(), match.end()
    while end > start + 1 and chunks[end - 1].label == "c":
        end -= 1
    text = sentence[spans[start][0] : spans[end - 1][1]]
    return Phrase(start, end, people, role, org, any(groups.get(name) for name in ("ex", "ex2", "alum")), "m" in line,
                  "B" in line, text, "q" in line, "ws" in line, line == "S", _seat(chunks[start:end]))  # fmt: skip


def _seat(chunks: list[Chunk]) -> bool:
    """Whether a post is told as a chair to sit on ("the presidency"), not as somebody."""
    posts = [c for c in chunks if c.label == "R"]
    return bool(posts) and all(c.key == "seat" for c in posts)


def _texts(chunks: list[Chunk], match: re.Match[str], group: str, label: str) -> tuple[str, ...]:
    if not match.groupdict().get(group):
        return ()
    return tuple(c.text for c in chunks[match.start(group) : match.end(group)] if c.label == label)


def _first(chunks: list[Chunk], match: re.Match[str], group: str) -> Chunk | None:
    return chunks[match.start(group)] if match.groupdict().get(group) else None


def _span(sentence: str, spans: list[tuple[int, int]], match: re.Match[str], group: str) -> str | None:
    if not match.groupdict().get(group):
        return None
    return sentence[spans[match.start(group)][0] : spans[match.end(group) - 1][1]]
