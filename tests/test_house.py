"""The house: nothing looks up, and some things are known in one place only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"storage": {"storage"}, "handlers": {"handlers", "storage"}, "bot": {"bot", "handlers", "storage"}}
FILES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The full names of all modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_looks_up(path: Path) -> None:
    """Storage knows only itself, handlers know storage, bot knows both; none knows the tests."""
    floor = path.relative_to(ROOT).parts[0]
    above = (set(FLOORS) | {"tests"}) - FLOORS[floor]
    assert not {name for name in imports(path) if name.split(".")[0] in above}


HOMES = {
    # the short cut for plain feeds must give what feedparser gives, so it borrows feedparser's reading of dates and bytes
    "feedparser": {"bot/feeds/parse.py", "bot/feeds/simple.py"},
    "apscheduler": {"bot/schedule.py"},
}


@pytest.mark.parametrize(("library", "homes"), HOMES.items())
def test_libraries_have_one_home(library: str, homes: set[str]) -> None:
    """A library that could be replaced is imported in one file."""
    users = {str(path.relative_to(ROOT)) for path in FILES if library in {name.split(".")[0] for name in imports(path)}}
    assert users <= homes


def test_the_classifier_is_pure() -> None:
    """No network, database or clock below the classifier's door."""
    forbidden = {"aiohttp", "sqlalchemy", "sqlmodel", "time", "requests", "urllib.request", "asyncio", "slack_sdk"}
    runtime = [path for path in (ROOT / "bot/classifier").rglob("*.py") if not path.name.startswith("train")]
    for path in runtime:
        assert not imports(path) & forbidden, path


def test_modules_stay_short() -> None:
    """A module of more than 300 lines has two things to do."""
    long = {
        str(p.relative_to(ROOT)): n
        for p in FILES
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300 and "versions" not in p.parts
    }
    assert not long
