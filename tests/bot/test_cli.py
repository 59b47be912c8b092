"""The command: arguments in, answers out."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli, main
from storage.database import Database


@pytest.fixture
def moves(sqlite_db: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOVES_DATABASE_URL", sqlite_db.url)
    return CliRunner()


def said(runner: CliRunner, *arguments: str, status: int = 0) -> str:
    result = runner.invoke(cli, arguments)
    assert result.exit_code == status, result.output + repr(result.exception)
    return result.output


def test_the_version_is_told(moves: CliRunner) -> None:
    assert said(moves, "--version").startswith("moves-bot ")


def test_one_pass_without_slack_says_what_to_set(moves: CliRunner) -> None:
    assert "set SLACK_BOT_TOKEN" in said(moves, "poll", "--once")


def test_a_copy_of_the_database_is_whole_and_never_overwrites(moves: CliRunner, capsys: pytest.CaptureFixture[str]) -> None:
    said(moves, "backup", "copy.db")
    with sqlite3.connect("copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    copy.close()
    result = moves.invoke(cli, ["backup", "copy.db"])
    assert "exists already" in str(result.exception)


def test_feeds_are_listed_and_unknown_ones_explained(moves: CliRunner) -> None:
    assert "moves feeds import default" in said(moves, "feeds", "list")
    assert "moves feeds list" in str(moves.invoke(cli, ["feeds", "remove", "7"]).exception)


def test_the_default_feeds_come_and_go_as_opml(moves: CliRunner, tmp_path: Path) -> None:
    assert "feeds added" in said(moves, "feeds", "import", "default")
    said(moves, "feeds", "export", "out.opml")
    assert (tmp_path / "out.opml").read_bytes().count(b"xmlUrl") > 20


def test_the_doctor_says_what_is_wrong_and_what_to_do(moves: CliRunner) -> None:
    told = said(moves, "doctor", status=1)
    assert "SLACK_BOT_TOKEN is missing" in told
    assert "moves feeds add" in told


def test_trouble_ends_with_a_line_and_no_traceback(
    moves: CliRunner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOVES_DATABASE_URL", "mysql://u:secret-pass@h/d")
    monkeypatch.setattr("sys.argv", ["moves", "feeds", "list"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    told = capsys.readouterr().err
    assert told.startswith("moves: MOVES_DATABASE_URL")
    assert "secret-pass" not in told
