"""Train the gate: ``python -m bot.classifier.train CORPUS_FOLDER``.

The folder holds ``stories.jsonl`` (labelled) and, if there, ``stream.jsonl`` (not labelled; nearly none of it tells of a move).
Only the development part of the labelled stories is used: those whose id hashes to 0–6 of 10. Everything is seeded.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedGroupKFold

from bot.classifier.features import BUCKETS, word_hashes
from bot.classifier.latin import features_of, parse, shapes_of
from bot.classifier.reading import Story
from bot.classifier.score import squash
from bot.classifier.shapes import BUCKETS as SHAPES
from bot.classifier.story import unfold
from bot.classifier.words import LATIN, load_words

SEED = 7
FOLDS = 10
HELD_OUT = 7
WORDS_C = 0.2
SHAPES_C = 0.2
DENSE_C = 0.5
STREAM_WEIGHT = 0.3
DISMISSED_MOVES = 0.004
UNSURE_WEIGHT = 0.5
OWN_WEIGHT = 1.0
OWN_DAY = 20
SURE = 0.9
PRECISION = 0.9  # wanted out of fold: a wrong alert harms more than a missed one


@dataclass
class Row:
    """One training story, read once."""

    lang: str
    label: int
    weight: float
    buckets: list[int]
    shapes: list[int]
    features: dict[str, float]
    blind: bool = False
    day: str = ""


def is_development(story_id: str) -> bool:
    """Whether a story belongs to the part that may be looked at."""
    return int(hashlib.sha1(story_id.encode()).hexdigest()[:8], 16) % 10 < HELD_OUT  # noqa: S324 (a split, not a secret)


def rows(folder: Path, extra: Path | None, held_out_too: bool = False) -> Iterator[Row]:
    """Read the training stories; those held out only if told so."""
    for record in _records(folder / "stories.jsonl"):
        if (held_out_too or is_development(str(record["id"]))) and record["lang"] in LATIN:
            yield _row(record, int(record["label"]["is_move"]), 1.0 if record["label"].get("sure", True) else UNSURE_WEIGHT)
    for path in _own_texts(extra):
        for number, record in enumerate(_records(path)):
            row = _row(record | {"lang": path.stem, "date": f"own {number // OWN_DAY}"}, int(record["is_move"]), OWN_WEIGHT)
            row.blind = True
            yield row
    stream = folder / "stream.jsonl"
    if stream.exists():
        moves = set((Path(__file__).parent / "training" / "stream_moves.txt").read_text(encoding="utf-8").split())
        for record in _records(stream):
            if record["lang"] in LATIN:
                row = _row(record, int(record["id"] in moves), 1.0)
                row.weight = STREAM_WEIGHT if "no fact" in row.features else 1.0
                row.blind = True
                yield row


def _own_texts(extra: Path | None) -> list[Path]:
    """Files of our own stories: those beside the weights, written to train, and those of the tests."""
    folders = [Path(__file__).parent / "texts"] + ([extra] if extra is not None else [])
    return [path for folder in folders for path in sorted(folder.glob("*.jsonl")) if path.stem in LATIN]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream if line.strip())


def _row(record: dict[str, Any], label: int, weight: float) -> Row:
    text = unfold(Story(record["title"], record.get("summary") or "", lang=record["lang"]))
    lang = record["lang"]
    parsed = parse(text, lang)
    return Row(
        lang,
        label,
        weight,
        word_hashes(load_words(lang), text.title, text.lead),
        shapes_of(parsed),
        features_of(parsed, 0.0),
        day=str(record.get("date")),
    )


def _matrix(buckets: Iterable[list[int]], width: int) -> csr_matrix:
    listed = list(buckets)
    indices = np.array([b for row in listed for b in row])
    bounds = np.cumsum([0, *(len(row) for row in listed)])
    return csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(listed), width))


def _fit_sparse(data: list[Row], name: str, matrix: csr_matrix, strength: float) -> tuple[LogisticRegression, np.ndarray]:
    """Fit a model of many small signs; its scores out of fold become a feature of the second look."""
    labels = np.array([row.label for row in data])
    weights = np.array([row.weight for row in data])
    scores = np.zeros(len(data))
    for seen, left in _folds(data, labels):
        model = LogisticRegression(C=strength, max_iter=300).fit(matrix[seen], labels[seen], weights[seen])
        scores[left] = model.decision_function(matrix[left])
    for row, score in zip(data, scores, strict=True):
        row.features[name] = row.features[f"{name} {row.lang}"] = squash(float(score))
    return LogisticRegression(C=strength, max_iter=300).fit(matrix, labels, weights), scores


def train(data: list[Row]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Fit both looks; the second sees the scores by words and by shapes out of fold.

    Returns:
        The weights of words and of shapes, and the rest as it goes into ``gate.json``.
    """
    labels = np.array([row.label for row in data])
    weights = np.array([row.weight for row in data])
    words, scores = _fit_sparse(data, "words", _matrix((row.buckets for row in data), BUCKETS), WORDS_C)
    shapes, _ = _fit_sparse(data, "shapes", _matrix((row.shapes for row in data), SHAPES), SHAPES_C)
    dense, probabilities = _fit_dense(data, labels, weights)
    moves = np.sort(scores[labels == 1])
    dismiss = float(moves[int(len(moves) * DISMISSED_MOVES)])
    biases = {"words_bias": round(float(words.intercept_[0]), 4), "shapes_bias": round(float(shapes.intercept_[0]), 4)}
    gate = {**biases, "dismiss": round(dismiss, 3), "dense": dense}
    gate["threshold"] = _threshold(probabilities, data)
    return {"words": words.coef_[0].astype(np.float16), "shapes": shapes.coef_[0].astype(np.float16)}, gate


def _folds(data: list[Row], labels: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Folds that keep the stories of one day together, so that a story's twin in another outlet does not give it away."""
    days = np.array([row.day for row in data])
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    return list(folds.split(np.zeros(len(data)), labels, days))


def _fit_dense(data: list[Row], labels: np.ndarray, weights: np.ndarray) -> tuple[dict[str, float], np.ndarray]:
    counts: dict[str, int] = {}
    for row in data:
        for name, value in row.features.items():
            counts[name] = counts.get(name, 0) + bool(value)
    names = sorted(name for name, count in counts.items() if count >= 3)  # noqa: PLR2004 (rarer ones teach nothing)
    place = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    for i, row in enumerate(data):
        for name, value in row.features.items():
            if name in place:
                matrix[i, place[name]] = value
    probabilities = np.zeros(len(data))
    for seen, left in _folds(data, labels):
        model = LogisticRegression(C=DENSE_C, max_iter=2000).fit(matrix[seen], labels[seen], weights[seen])
        probabilities[left] = model.predict_proba(matrix[left])[:, 1]
    final = LogisticRegression(C=DENSE_C, max_iter=2000).fit(matrix, labels, weights)
    dense = {name: round(float(w), 3) for name, w in zip(names, final.coef_[0], strict=True) if abs(w) > 0.005}  # noqa: PLR2004 - a smaller weight changes no reading
    dense["bias"] = round(dense.get("bias", 0.0) + float(final.intercept_[0]), 3)
    return dense, probabilities


def _threshold(probabilities: np.ndarray, data: list[Row]) -> float:
    """The lowest threshold with the wanted precision out of fold on the labelled stories; our own texts are not like a feed."""
    chosen = np.array([not row.blind for row in data])
    labels = np.array([row.label for row in data])[chosen]
    cuts = np.arange(0.3, 0.9, 0.01)
    precise = [cut for cut in cuts if labels[probabilities[chosen] >= cut].mean() >= PRECISION]
    at = float(precise[0]) if precise else 0.5
    _report(probabilities, data, at)
    return round(at, 2)


def _report(probabilities: np.ndarray, data: list[Row], cut: float) -> None:
    for lang in LATIN:
        chosen = np.array([row.lang == lang and not row.blind for row in data])
        labels = np.array([row.label for row in data])[chosen]
        found = probabilities[chosen]
        flagged = found >= cut
        hits = int((flagged & (labels == 1)).sum())
        precision, recall = hits / max(1, flagged.sum()), hits / labels.sum()
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        figures = f"AP {average_precision_score(labels, found):.3f} P {precision:.3f} R {recall:.3f}"
        print(f"{lang} out of fold at {cut:.2f}: {figures} F1 {f1:.3f}")  # noqa: T201 - a command: its figures are its answer
    pairs = zip(data, probabilities, strict=True)
    sure = np.array([row.label for row, p in pairs if p >= SURE and not row.blind])
    print(f"scored 0.9 and above: {len(sure)}, of these moves {sure.mean():.3f}")  # noqa: T201 - a command: its figures are its answer


def main() -> None:
    """Train and write ``weights/``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--own", type=Path, default=Path("tests/corpus"), help="folder of our own stories, one file a language")
    parser.add_argument("--all", action="store_true", help="learn from the stories held out too, for the weights of a release")
    arguments = parser.parse_args()
    data = list(rows(arguments.corpus, arguments.own, arguments.all))
    words, gate = train(data)
    folder = Path(__file__).parent / "weights"
    folder.mkdir(exist_ok=True)
    np.savez_compressed(folder / "words.npz", words=words["words"], shapes=words["shapes"])
    (folder / "gate.json").write_text(json.dumps(gate, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(data)} stories, {sum(row.label for row in data)} moves, {len(gate['dense'])} features")  # noqa: T201 - a command: its figures are its answer


if __name__ == "__main__":
    main()
