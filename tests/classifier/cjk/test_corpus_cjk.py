"""Own example stories in Chinese and Japanese: what was read rightly stays right, and the figures stay above their floors."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.classifier.cjk import read_cjk
from bot.classifier.reading import Story

CORPUS = Path(__file__).parents[2] / "corpus"
FLOORS = {"zh": {"story": 0.96, "move": 0.82}, "ja": {"story": 0.96, "move": 0.78}}


def rows_of(lang: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / f"{lang}.jsonl").read_text("utf-8").splitlines()]


def wanted(row: dict[str, Any]) -> set[tuple[object, ...]]:
    return {(tuple(m["persons"]), m["from_org"], m["to_org"], m["kind"], m["status"]) for m in row["label"]["moves"]}


def found(row: dict[str, Any]) -> set[tuple[object, ...]]:
    reading = read_cjk(Story(row["title"], row["summary"]), row["lang"])
    return {(m.persons, m.from_org, m.to_org, m.kind, m.status) for m in reading.moves}


def f1(hits: int, wanted_: int, found_: int) -> float:
    return 2 * hits / (wanted_ + found_)


@pytest.mark.parametrize("lang", ["zh", "ja"])
def test_stories_read_rightly_stay_right(lang: str) -> None:
    wrong = {row["title"]: found(row) for row in rows_of(lang) if not row.get("known_failure") and found(row) != wanted(row)}
    assert wrong == {}


@pytest.mark.parametrize("lang", ["zh", "ja"])
def test_known_failures_that_are_mended_lose_their_mark(lang: str) -> None:
    assert [row["title"] for row in rows_of(lang) if row.get("known_failure") and found(row) == wanted(row)] == []


@pytest.mark.parametrize("lang", ["zh", "ja"])
def test_figures_stay_above_their_floors(lang: str) -> None:
    pairs = [(wanted(row), found(row)) for row in rows_of(lang)]
    assert len(pairs) >= 60
    story = f1(sum(bool(a and b) for a, b in pairs), sum(bool(a) for a, _ in pairs), sum(bool(b) for _, b in pairs))
    move = f1(sum(len(a & b) for a, b in pairs), sum(len(a) for a, _ in pairs), sum(len(b) for _, b in pairs))
    assert story >= FLOORS[lang]["story"]
    assert move >= FLOORS[lang]["move"]
