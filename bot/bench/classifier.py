"""How fast the classifier reads: ``python -m bot.bench.classifier [STREAM.jsonl]``.

Figures are for one core: seconds of the processor, not of the clock.

Without a file it reads our own example stories. The natural stream is mostly no moves; moves are what it flagged; articles are
moves with some 800 words of ordinary text after them.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

_ARTICLE_WORDS = 800
_MOVES = 200
_ARTICLES = 40


def _stories(path: Path) -> list[dict[str, Any]]:
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def _rate(count: int, start: float) -> float:
    return count / max(1e-9, time.process_time() - start)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stream", type=Path, nargs="?", default=Path("tests/corpus"))
    arguments = parser.parse_args()
    start = time.process_time()
    from bot.classifier.read import read  # noqa: PLC0415 (the import is part of what is measured)
    from bot.classifier.reading import Story  # noqa: PLC0415 (as above)

    read(Story("Jane Roe joins Acme as chief executive", lang="en"))
    print(f"import, load and first story: {time.process_time() - start:.2f} s")
    records = _stories(arguments.stream)
    stories = [Story(r["title"], r.get("summary") or "", lang=r.get("lang")) for r in records]
    for story in stories[:50]:
        read(story)
    start = time.process_time()
    flagged = [story for story in stories if read(story).is_move]
    print(f"stream: {_rate(len(stories), start):,.0f} stories a second, {len(flagged)} of {len(stories)} flagged")
    moves = (flagged * (1 + _MOVES // max(1, len(flagged))))[:_MOVES]
    start = time.process_time()
    for story in moves:
        read(story)
    print(f"moves only: {_rate(len(moves), start):,.0f} stories a second")
    filler = " ".join(f"{r['title']}. {r.get('summary') or ''}" for r in records[:200]).split()
    articles = [Story(s.title, s.summary, " ".join((filler * 4)[k * 30 : k * 30 + _ARTICLE_WORDS]), s.lang)
                for k, s in enumerate(moves[:_ARTICLES])]  # fmt: skip
    start = time.process_time()
    for story in articles:
        read(story)
    print(f"articles of {_ARTICLE_WORDS} words: {_rate(len(articles), start):,.0f} a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(f"peak memory: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
