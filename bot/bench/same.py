"""How well reports of one move are joined: ``python -m bot.bench.same CORPUS [--read]``.

CORPUS is a file of labelled stories (one JSON object a line: ``id``, ``lang``, ``title``, ``summary``, ``date``, ``label``).
The verdicts on pairs of them are in ``tests/data/same_pairs.jsonl``: whether the two stories tell a move in common. With
``--read`` the moves are those that the classifier reads, else those of the labels, so that only the joining is measured.
"""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from bot.classifier.read import read
from bot.classifier.reading import Story
from bot.directory import load_directory
from storage.directory import Directory
from storage.models import Move
from storage.same import compare

PAIRS = Path(__file__).parents[2] / "tests" / "data" / "same_pairs.jsonl"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories by id, and whether they tell a move in common."""

    a: str
    b: str
    same: bool


@dataclass(slots=True)
class Score:
    """Pairs of one move that were joined or missed, pairs of different moves that were joined or kept apart."""

    rightly: int = 0
    missed: int = 0
    wrongly: int = 0
    apart: int = 0


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs."""
    return [Pair(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def labelled_moves(row: dict[str, Any], directory: Directory) -> list[Move]:
    """The moves of a story's label."""
    return [_move(row, move, move["persons"], move["group"], directory) for move in row["label"]["moves"]]


def read_moves(row: dict[str, Any], directory: Directory) -> list[Move]:
    """The moves that the classifier reads in a story."""
    reading = read(Story(row["title"], row["summary"], lang=row["lang"]))
    told = ({name: getattr(move, name) for name in ("kind", "status", "role", "from_org", "to_org")} for move in reading.moves)
    return [_move(row, values, move.persons, move.group, directory) for move, values in zip(reading.moves, told, strict=True)]


def _move(row: dict[str, Any], told: dict[str, Any], people: Iterable[str], group: str | None, directory: Directory) -> Move:
    at = _date(row["date"])
    keys = {f"{end}_key": directory.company_key(org) if (org := told[f"{end}_org"]) else None for end in ("from", "to")}
    values = {name: told[name] for name in ("kind", "status", "role", "from_org", "to_org")} | keys
    return Move(**values, people=tuple(people), group_words=group, said_at=at, seen_at=at, changed_at=at)


def _date(text: str) -> datetime:
    """A date of the corpus; one without a day counts from the middle of its month."""
    return datetime.fromisoformat(text if len(text) > len("2024-01") else f"{text}-15").replace(tzinfo=UTC)


def tells_same(ones: list[Move], others: list[Move], directory: Directory) -> bool:
    """Whether any move of one story is one of the other story's."""
    return any(compare(one, other, directory).is_same for one, other in product(ones, others))


def main() -> None:
    """Compare, and print the pairs that were judged otherwise and the figures."""
    options = argparse.ArgumentParser(prog="python -m bot.bench.same")
    options.add_argument("corpus", type=Path)
    options.add_argument("--read", action="store_true", help="take the moves that the classifier reads")
    chosen = options.parse_args()
    rows = {row["id"]: row for row in map(json.loads, chosen.corpus.read_text("utf-8").splitlines())}
    directory, score = load_directory(), Score()
    moves_of = read_moves if chosen.read else labelled_moves
    for pair in read_pairs():
        joined = tells_same(moves_of(rows[pair.a], directory), moves_of(rows[pair.b], directory), directory)
        outcome = ("rightly" if joined else "missed") if pair.same else ("wrongly" if joined else "apart")
        setattr(score, outcome, getattr(score, outcome) + 1)
        if joined != pair.same:
            print(f"{outcome}: {pair.a} {pair.b}")
    print(
        f"pairs of one move: {score.rightly} joined, {score.missed} missed; "
        f"pairs of different moves: {score.apart} kept apart, {score.wrongly} joined wrongly"
    )


if __name__ == "__main__":
    main()
