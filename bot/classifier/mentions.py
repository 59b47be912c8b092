"""Sort out mentions of organisations: who is only cited, who only owns the one that is meant, and names cut in two."""

import re
from collections.abc import Sequence

from bot.classifier.catalogue import load_catalogue
from bot.classifier.labels import Chunk
from bot.classifier.words import Words

_CITED_BEFORE = 4
_OWNED = 4
_WORK = 6
_OPENING, _CLOSING = '"“‘«„', '"”’»“'


def sift(chunks: Sequence[Chunk], words: Words, *, shouting: bool, title: bool) -> list[Chunk]:
    """Relabel organisations that have no part in the move.

    Args:
        chunks: the settled stretches of a sentence.
        words: the language, with its lists ``reports``, ``cited_by``, ``owners`` and ``units``.
        shouting: whether capitals tell nothing in this sentence, so that neighbours are not one name.
        title: whether the sentence is the headline, which may end in its outlet in brackets.
    """
    done = list(chunks) if shouting else _joined(chunks, words)
    if title:
        _drop_outlet(done)
    _take_posts(done, words)
    _drop_titles(done)
    _drop_cited(done, words)
    _drop_owners(done, words)
    return _described(done, words, shouting=shouting)


def _described(chunks: Sequence[Chunk], words: Words, *, shouting: bool) -> list[Chunk]:
    """Make the words that only say what a firm is part of its article: "the crypto exchange Acme"."""
    done: list[Chunk] = []
    for chunk in chunks:
        if chunk.label in "OP" and done and done[-1].text.lower() in (words.owners | words.units) and chunk.label == "O":
            start = len(done)
            while start and len(done) - start < _OWNED and _describing(done, start - 1, shouting=shouting):
                start -= 1
            start -= start > 0 and start < len(done) and done[start - 1].label == "d"
            if start < len(done):
                run = done[start:]
                done[start:] = [Chunk("d", " ".join(c.text for c in run), run[0].first, run[-1].last)]
        done.append(chunk)
    return done


def _describing(chunks: Sequence[Chunk], at: int, *, shouting: bool) -> bool:
    label = chunks[at].label
    if label == "W":
        return shouting or at == 0 or chunks[at].text.isupper()  # "an AI startup"
    return label == "w" or (label in "mR" and at + 1 == len(chunks))


def _joined(chunks: Sequence[Chunk], words: Words) -> list[Chunk]:
    """Put a name together that was cut after the part that is known: "Humane Motion"."""
    done: list[Chunk] = []
    for chunk in chunks:
        last = done[-1] if done else None
        pair = last is not None and last.label == chunk.label == "O" and last.last == chunk.first
        product = last is not None and last.label == "W" and last.last == chunk.first and last.text.lower() in words.not_names
        if product and chunk.label == "O" and chunk.key is None and chunk.last - chunk.first == 1:
            done.append(_plain(chunk))  # "Claude Code"
        elif last is not None and pair and chunk.key is None and chunk.text[0].isupper() and last.text[0].isupper():
            done[-1] = last._replace(text=f"{last.text} {chunk.text}", last=chunk.last, key=None)
        else:
            done.append(chunk)
    return done


def _take_posts(chunks: list[Chunk], words: Words) -> None:
    """Read a verb of leading as the post that it is behind a field of work: "Acme propulsion lead Jane Roe"."""
    for at, chunk in enumerate(chunks):
        if at < 2 or chunk.text.lower() not in words.lead_posts or chunk.label != "l":  # noqa: PLR2004 (firm and field)
            continue
        firm = re.search("(?:O|s|e|d)[wW]{1,2}$", "".join(c.label for c in chunks[max(0, at - 3) : at]))
        after = chunks[at + 1].label if at + 1 < len(chunks) else ""
        if firm and (not after or after in "PtxyTcuS"):
            chunks[at] = chunk._replace(label="R")


def _drop_titles(chunks: list[Chunk]) -> None:
    """Take what stands in quotation marks for the name of a work: "runs ‘Harbour Nights’"."""
    opened = None
    for at, chunk in enumerate(chunks):
        if chunk.text in _OPENING and opened is None:
            opened = at
        elif chunk.text in _CLOSING and opened is not None:
            if 1 < at - opened <= _WORK and all(
                c.text[0].isupper() or c.text[0].isdigit() or c.label in "dfacu" for c in chunks[opened + 1 : at]
            ):
                for k in range(opened + 1, at):
                    chunks[k] = _plain(chunks[k])
            opened = None


def _plain(chunk: Chunk) -> Chunk:
    return chunk._replace(label="w", key=None)


def _is_outlet(chunk: Chunk) -> bool:
    known = load_catalogue().organisations.get(chunk.key) if chunk.label == "O" and chunk.key else None
    return known is not None and "media" in known.sectors


def _drop_outlet(chunks: list[Chunk]) -> None:
    """Take a headline's last brackets for its source: "… joins Acme (Jane Roe/Bloomberg)"."""
    line = "".join(c.label for c in chunks)
    match = re.search(r"<[^<>]{1,8}>$", line)
    if match is None:
        return
    inside = range(match.start() + 1, match.end() - 1)
    if any(_is_outlet(chunks[k]) for k in inside) or any(chunks[k].text == "/" for k in inside):
        for k in inside:
            chunks[k] = _plain(chunks[k])


def _drop_cited(chunks: list[Chunk], words: Words) -> None:
    """Leave out who is only cited: "Bloomberg reported", "according to the Times", "told Reuters"."""
    for at, chunk in enumerate(chunks):
        if chunk.label not in "OP" or not words.reports:
            continue
        after = chunks[at + 1].text.lower() if at + 1 < len(chunks) else ""
        before = f" {' '.join(c.text.lower() for c in chunks[max(0, at - _CITED_BEFORE) : at] if c.label != 'd')}"
        named = any(before.endswith(f" {phrase}") for phrase in words.cited_by)
        comma = at > 0 and chunks[at - 1].label in "cu"
        if chunk.label == "O" and ((after in words.reports and (comma or _is_outlet(chunk))) or named):
            chunks[at] = _plain(chunk)
        elif _is_outlet(chunk) and at + 2 < len(chunks) and chunks[at + 1].label == "s":
            chunks[at] = _plain(chunk) if _reporter(chunks, at, words) else chunk


def _reporter(chunks: Sequence[Chunk], at: int, words: Words) -> bool:
    """Whether it is an outlet's reporter who tells: "Bloomberg's Jane Roe reports"."""
    return at + 3 < len(chunks) and chunks[at + 2].label == "P" and chunks[at + 3].text.lower() in words.reports


def _drop_owners(chunks: list[Chunk], words: Words) -> None:
    """Leave out the owner or product that only describes the firm that is meant: "Acme's unit Initech"."""
    for at, chunk in enumerate(chunks):
        if chunk.label != "O":
            continue
        end = at + 1
        while end < len(chunks) and end - at <= _OWNED and chunks[end].label in "swWR" and chunks[end].label != "O":
            end += 1
        if end >= len(chunks) or chunks[end].label != "O" or end == at + 1:
            continue
        last = chunks[end - 1].text.lower()
        if last in words.owners or (last in words.units and end > at + 1):
            chunks[at] = _plain(chunk)
