"""The gate: a linear model over the features, calibrated to a probability that a story reports a move."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.classifier.features import BUCKETS
from bot.classifier.shapes import BUCKETS as SHAPES
from bot.classifier.stored import numbers

_WEIGHTS = files("bot.classifier") / "weights"


@dataclass(frozen=True, slots=True)
class Gate:
    """Trained weights.

    Attributes:
        words: weight of each word bucket, for the cheap first look.
        words_bias: its constant.
        shapes: weight of each bucket of shapes, for the second look.
        shapes_bias: its constant.
        dismiss: a word score below this dismisses a story unread.
        dense: weight of each named feature of the second look.
        threshold: stories at or above this probability report a move.
    """

    words: tuple[float, ...]
    words_bias: float
    shapes: tuple[float, ...]
    shapes_bias: float
    dismiss: float
    dense: Mapping[str, float]
    threshold: float

    def word_score(self, buckets: Iterable[int]) -> float:
        """Log-odds by the words alone."""
        words = self.words
        return self.words_bias + sum(words[b] for b in buckets)

    def shape_score(self, buckets: Iterable[int]) -> float:
        """Log-odds by the shapes of the sentences alone."""
        shapes = self.shapes
        return self.shapes_bias + sum(shapes[b] for b in buckets)

    def probability(self, features: Mapping[str, float]) -> float:
        """Calibrated probability by the second look."""
        dense = self.dense
        total = sum(dense.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_gate() -> Gate:
    """Load the weights that ``python -m bot.classifier.train`` wrote."""
    data = json.loads((_WEIGHTS / "gate.json").read_text(encoding="utf-8"))
    stored = numbers(_WEIGHTS / "words.npz")
    words, shapes = stored["words"], stored["shapes"]
    assert (len(words), len(shapes)) == (BUCKETS, SHAPES)
    return Gate(words, data["words_bias"], shapes, data["shapes_bias"], data["dismiss"], data["dense"], data["threshold"])


def squash(log_odds: float) -> float:
    """Log-odds as a number in [-1, 1] that a linear model can weigh."""
    return max(-6.0, min(6.0, log_odds)) / 6.0
