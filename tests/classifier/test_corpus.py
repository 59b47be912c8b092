"""Our own example stories: figures that no later change may lower, and failures that we know of."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.classifier.catalogue import load_catalogue
from bot.classifier.read import read
from bot.classifier.reading import Story
from storage.keys import fold

CORPUS = Path(__file__).parent.parent / "corpus"
FLOORS = {"de": (0.97, 0.86), "es": (0.98, 0.91), "en": (0.98, 0.94), "fr": (0.98, 0.92)}  # story F1, F1 of whole moves


def stories(lang: str) -> list[dict[str, Any]]:
    lines = (CORPUS / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def key(org: str | None) -> str | None:
    known = load_catalogue().resolve(org) if org else None
    return known.key if known else fold(org) if org else None


def whole(move: dict[str, Any]) -> list[tuple[str, str | None, str | None, str]]:
    return [(fold(who), key(move["from_org"]), key(move["to_org"]), move["kind"]) for who in move["persons"] or ["*"]]


def f1(hits: int, found: int, wanted: int) -> float:
    return 2 * hits / max(1, found + wanted)


@pytest.mark.parametrize("lang", sorted(FLOORS))
def test_own_stories_stay_above_their_floors(lang: str) -> None:
    rows = stories(lang)
    assert len(rows) >= 60
    told = flagged = right = hits = found = wanted = 0
    for row in rows:
        reading = read(Story(row["title"], row.get("summary", ""), lang=lang))
        told, flagged = told + row["is_move"], flagged + reading.is_move
        right += row["is_move"] and reading.is_move
        gold = [entry for move in row["moves"] for entry in whole(move)]
        got = [
            entry
            for m in reading.moves
            for entry in whole({"persons": m.persons, "from_org": m.from_org, "to_org": m.to_org, "kind": m.kind})
        ]
        wanted, found = wanted + len(gold), found + len(got)
        hits += sum(entry in got for entry in gold)
    story, move = FLOORS[lang]
    assert f1(right, flagged, told) >= story
    assert f1(hits, found, wanted) >= move


@pytest.mark.parametrize("lang", sorted(FLOORS))
def test_failures_we_know_of_still_fail(lang: str) -> None:
    """A known failure that is mended must lose its mark, so that it cannot come back unseen."""
    for row in stories(lang):
        if "known_failure" in row:
            reading = read(Story(row["title"], row.get("summary", ""), lang=lang))
            got = [
                entry
                for m in reading.moves
                for entry in whole({"persons": m.persons, "from_org": m.from_org, "to_org": m.to_org, "kind": m.kind})
            ]
            gold = [entry for move in row["moves"] for entry in whole(move)]
            assert reading.is_move != row["is_move"] or sorted(map(str, got)) != sorted(map(str, gold)), row["title"]
