"""The documents keep their word."""

import re
from pathlib import Path

from bot.settings import names

ROOT = Path(__file__).parent.parent


def test_every_setting_is_documented() -> None:
    """The README lists each setting, and no setting that does not exist."""
    named = set(re.findall(r"^\| `((?:SLACK|MOVES)_[A-Z_]+)`", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert named == set(names())


def test_the_example_file_names_real_settings() -> None:
    """Nothing in .env.example is ignored by the program."""
    named = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= set(names())


def test_links_between_documents_lead_somewhere() -> None:
    """A relative link or picture in a document exists."""
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} → {target}"
