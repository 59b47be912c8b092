"""Tell news from what is long past, within one sentence."""

from bot.classifier.clause import Clause


def tells_of_past(clause: Clause, at: int) -> bool:
    """Whether a verb stands in the same clause as words that tell of long ago ("in 2015", "years ago").

    Args:
        clause: the sentence.
        at: the chunk of the verb; words of the past in a relative clause do not age a verb outside it, nor the reverse.
    """
    for phrase in clause.words.past:
        start = clause.low.find(f" {phrase} ")
        if start < 0:
            continue
        token = clause.low[: start + 1].count(" ") - 1
        place = next((k for k, c in enumerate(clause.chunks) if c.first <= token < c.last), 0)
        regions = _regions(clause)
        if regions[place] == regions[min(at, len(regions) - 1)]:
            return True
    return False


def _regions(clause: Clause) -> list[int]:
    """For each chunk 0 in the main clause, else where the relative clause that it stands in began."""
    region, regions = 0, []
    for at, chunk in enumerate(clause.chunks):
        if chunk.label == "r":
            region = at + 1
        elif chunk.label in "cu":
            region = 0
        regions.append(region)
    return regions
