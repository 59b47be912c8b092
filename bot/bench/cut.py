"""Prove the cut: ``python -m bot.bench.cut FOLDER`` compares it with parsing whole, entry by entry, and times both."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import typer

from bot.errors import ParseError
from bot.feeds.cut import Reading, prepare, run
from bot.feeds.entry import Entry
from bot.feeds.parse import parse_feed

T = TypeVar("T")
URL = "https://feeds.example/all.xml"


@dataclass
class Tally:
    """What was compared, and what it cost in seconds of CPU."""

    documents: int = 0
    refused: int = 0
    entries: int = 0
    whole: float = 0.0
    cut: float = 0.0
    cuttable: int = 0
    cuttable_entries: int = 0
    cuttable_whole: float = 0.0
    compared: int = 0
    different: list[str] = field(default_factory=list)


def main(folder: Path) -> None:
    """Compare the two ways over all documents below a folder; exits with 1 where an entry differs."""
    tally = Tally()
    for path in sorted(folder.rglob("*.xml")):
        compare(path.name, path.read_bytes(), tally)
    for line in report(tally):
        typer.echo(line)
    sys.exit(bool(tally.different))


def compare(name: str, body: bytes, tally: Tally) -> None:
    """Parse one document whole and, where it can be cut, once for each of its entries as the only new one."""
    tally.documents += 1
    try:
        entries, spent = _timed(lambda: parse_feed(body, URL).entries)
    except ParseError:
        tally.refused += 1
        return
    tally.entries += len(entries)
    tally.whole += spent
    first = run(prepare(body, URL))
    if first is None or first.feed.entries != entries:
        tally.different.append(f"{name}: whole")
        return
    if first.hashes:
        tally.cuttable += 1
        tally.cuttable_entries += len(entries)
        tally.cuttable_whole += spent
        _compare_each(name, body, (entries, first.hashes), tally)


def _compare_each(name: str, body: bytes, whole: tuple[tuple[Entry, ...], tuple[bytes, ...]], tally: Tally) -> None:
    entries, hashes = whole
    spent = 0.0
    for new in hashes:
        known = frozenset(hashes) - {new}
        reading, seconds = _timed(partial(_read_new, body, known))
        spent += seconds
        tally.compared += 1
        expected = tuple(entry for entry, entry_hash in zip(entries, hashes, strict=True) if entry_hash == new)
        if reading is None or reading.feed.entries != expected or reading.hashes != hashes:
            tally.different.append(f"{name}: {expected[0].title[:60]!r}")
    tally.cut += spent / len(hashes)


def _read_new(body: bytes, known: frozenset[bytes]) -> Reading | None:
    return run(prepare(body, URL, "", known))


def report(tally: Tally) -> Iterator[str]:
    """The tally in lines for people."""
    parsed = tally.documents - tally.refused
    yield f"{tally.documents} documents, {tally.refused} of them no feeds; {tally.entries} entries"
    yield f"whole: {tally.whole / max(parsed, 1) * 1e3:.2f} ms a document"
    yield (
        f"cut: {tally.cuttable} documents with {tally.cuttable_entries} entries can be cut; with one new entry "
        f"{tally.cut / max(tally.cuttable, 1) * 1e3:.2f} ms instead of "
        f"{tally.cuttable_whole / max(tally.cuttable, 1) * 1e3:.2f} ms"
    )
    yield f"{tally.compared} entries compared one by one, {len(tally.different)} came out otherwise"
    yield from tally.different


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.process_time()
    return work(), time.process_time() - started


if __name__ == "__main__":
    typer.run(main)
