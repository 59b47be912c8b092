"""Fit the gate: ``python -m bot.classifier.cjk.train CORPUS.jsonl`` (needs the ``train`` extra).

CORPUS holds one story a line: ``id``, ``lang``, ``title``, ``summary``, ``label.is_move``. Its Chinese and Japanese stories whose
id falls in the development part (``sha1(id) % 10 < 7``) are joined with the texts in ``texts/``. Only stories in which the frames
find a mover teach anything: all others are dismissed before the gate. The seed is 7; the weights go to ``gate.npz``.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from bot.classifier.cjk.gate import DIMENSIONS, bucket
from bot.classifier.cjk.reader import candidate
from bot.classifier.reading import Story

HERE = Path(__file__).parent
DEVELOPMENT = 7
SEED = 7
STRENGTH = 1.0
# Movers are found in far more texts that tell of a move than in others; in a feed it is the other way round.
WEIGHT = {False: 1.25, True: 1.0}


def _is_development(story_id: str) -> bool:
    return int(hashlib.sha1(story_id.encode(), usedforsecurity=False).hexdigest()[:8], 16) % 10 < DEVELOPMENT


def _rows(path: Path, *, whole: bool) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["lang"] in {"zh", "ja"} and (whole or _is_development(row["id"])):
            yield row


def _examples(corpus: Path) -> tuple[list[dict[str, float]], list[bool]]:
    rows = [*_rows(corpus, whole=False)]
    for path in sorted((HERE / "texts").glob("*.jsonl")):
        rows.extend(_rows(path, whole=True))
    found = [(candidate(Story(row["title"], row.get("summary") or ""), row["lang"]), row["label"]["is_move"]) for row in rows]
    kept = [(features, label) for features, label in found if features is not None]
    return [features for features, _ in kept], [label for _, label in kept]


def _matrix(examples: list[dict[str, float]]) -> csr_matrix:
    entries = [(row, bucket(name), value) for row, example in enumerate(examples) for name, value in example.items()]
    rows, columns, values = zip(*entries, strict=True)
    return csr_matrix((values, (rows, columns)), shape=(len(examples), DIMENSIONS))


def _report(matrix: csr_matrix, labels: np.ndarray[Any, np.dtype[np.bool_]]) -> None:
    folds = StratifiedKFold(10, shuffle=True, random_state=SEED)
    scores = cross_val_predict(
        LogisticRegression(C=STRENGTH, class_weight=WEIGHT, max_iter=2000), matrix, labels, cv=folds, method="predict_proba"
    )[:, 1]
    for low in (0.3, 0.4, 0.5, 0.6, 0.7, 0.9):
        kept = scores >= low
        precision, recall = labels[kept].mean(), kept[labels].mean()
        sys.stdout.write(f"score >= {low}: precision {precision:.3f} recall {recall:.3f} of the movers found\n")


def main(corpus: Path) -> None:
    """Fit the weights and write them beside this module."""
    examples, truth = _examples(corpus)
    matrix, labels = _matrix(examples), np.array(truth)
    sys.stdout.write(f"{len(examples)} stories with movers, {labels.sum()} of them moves\n")
    _report(matrix, labels)
    model = LogisticRegression(C=STRENGTH, class_weight=WEIGHT, max_iter=2000).fit(matrix, labels)
    weights = model.coef_[0]
    index = np.flatnonzero(np.abs(weights) > 1e-4)  # noqa: PLR2004 what never occurred
    np.savez_compressed(
        HERE / "gate.npz", index=index.astype(np.int32), weight=weights[index].astype(np.float32), bias=model.intercept_[0]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
