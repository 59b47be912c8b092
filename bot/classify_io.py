"""``moves classify``: JSON lines in, JSON lines out, and one headline told stage by stage."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from bot.classifier.read import read
from bot.classifier.reading import MoveRead, Reading, Story

_FIELDS = ("persons", "group", "from_org", "to_org", "role", "kind", "status", "evidence", "announced_by", "claims")
_TEXT_FIELDS = ("title", "summary", "content", "lang")


def classify_stream(lines: Iterable[str], out: TextIO, err: TextIO, explain: bool) -> int:
    """Classify stories given one a line as JSON objects.

    Args:
        lines: ``{"id", "title", "summary"?, "content"?, "lang"?}`` each; empty lines are passed over.
        out: gets one line per story, in input order.
        err: gets one line per input line that is not such an object.
        explain: adds ``trace``, the stages of the reading, to each line.

    Returns:
        Exit status: 0, or 1 where a line could not be read.
    """
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = _record(line)
        except ValueError as error:
            err.write(f"line {number}: {error}; a line is a JSON object such as "
                      '{"id": "1", "title": "Jane Roe joins OpenAI", "summary": ""}\n')  # fmt: skip
            status = 1
            continue
        out.write(json.dumps(_answer(record, explain), ensure_ascii=False) + "\n")
    return status


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({error})") from error
    if not isinstance(record, dict):
        raise NotAStoryError("not a JSON object")
    for name in _TEXT_FIELDS:
        if not isinstance(record.get(name) or "", str):
            raise NotAStoryError(f"{name!r} is not a text")
    return record


class NotAStoryError(ValueError):
    """A line of JSON that is not a story."""


def _answer(record: dict[str, Any], explain: bool) -> dict[str, Any]:
    reading = read(story_of(record))
    answer: dict[str, Any] = {"id": record.get("id"), "is_move": reading.is_move, "score": reading.score}
    answer |= {"reason": reading.reason, "lang": reading.lang, "moves": [_move(move) for move in reading.moves]}
    if explain:
        answer["trace"] = [asdict(step) for step in reading.trace]
    return answer


def story_of(record: dict[str, Any]) -> Story:
    """The story of one input object."""
    title, summary, content = (record.get(name) or "" for name in ("title", "summary", "content"))
    return Story(title, summary, content, lang=record.get("lang") or None, outlet=str(record.get("source") or ""))


def _move(move: MoveRead) -> dict[str, Any]:
    whole = asdict(move)
    return {name: list(whole[name]) if isinstance(whole[name], tuple) else whole[name] for name in _FIELDS}


def explain_headline(text: str) -> str:
    """Tell how a headline is read, stage by stage, for a person at a terminal."""
    reading = read(Story(text))
    lines = [f"{'A move' if reading.is_move else 'Not a move'}, score {reading.score:.2f}: {reading.reason}.", ""]
    width = max((len(step.stage) for step in reading.trace), default=0)
    lines += [f"  {step.stage.ljust(width)}  {step.found}" for step in reading.trace]
    lines += _told(reading)
    return "\n".join(lines) + "\n"


def _told(reading: Reading) -> list[str]:
    told: list[str] = []
    for number, move in enumerate(reading.moves, 1):
        who = ", ".join(move.persons) or move.group or "somebody"
        told += ["", f"  {number}. {who}", f"     from {move.from_org or 'not told'}, to {move.to_org or 'not told'}",
                 f"     {move.kind}, {move.status}, post: {move.role or 'not told'}"]  # fmt: skip
        told += [f"     announced by {move.announced_by}"] if move.announced_by else []
        told += [f"     claim, not a fact ({claim.source or 'no source told'}): {claim.text}" for claim in move.claims]
    return told
