"""Names by how they begin: what an autocomplete asks the directory."""

from bisect import bisect_left
from collections.abc import Iterator

from storage.directory import Company, Directory
from storage.keys import fold


class Prefixes:
    """An index of a directory by the beginning of each word of each name; case, accents and width do not count."""

    def __init__(self, directory: Directory) -> None:
        """Index all names once."""
        self._directory = directory
        self._companies = sorted((tail, key) for name, key in directory.by_name.items() for tail in _tails(name))
        self._people = sorted((tail, known) for name, known in directory.people.items() for tail in _tails(name))

    def companies(self, text: str, limit: int) -> list[Company]:
        """Companies with a word that begins so; those whose whole name does come first."""
        found = dict.fromkeys(key for _, key in sorted(_starting(self._companies, fold(text)), key=self._rank(fold(text))))
        return [self._directory.companies[key] for key in found][:limit]

    def people(self, text: str, limit: int) -> list[str]:
        """Keys of people with a name that begins so."""
        return list(dict.fromkeys(known for _, known in _starting(self._people, fold(text))))[:limit]

    def _rank(self, text: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a key function
        def rank(hit: tuple[str, str]) -> tuple[bool, int, str]:
            name = fold(self._directory.companies[hit[1]].name)
            return not name.startswith(text), len(hit[0]), hit[1]

        return rank


def _tails(name: str) -> Iterator[str]:
    words = name.split()
    return (" ".join(words[place:]) for place in range(len(words)))


def _starting(index: list[tuple[str, str]], prefix: str) -> list[tuple[str, str]]:
    begin = bisect_left(index, (prefix, ""))
    end = bisect_left(index, (prefix + "\U0010ffff", ""))
    return index[begin:end] if prefix else []
