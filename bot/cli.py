"""The `moves` command: arguments only; the work is done by the modules it calls."""

import asyncio
import sys
from collections.abc import Coroutine
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import log
from bot.commands.errors import BackupError, FeedsError
from bot.settings import Settings, SettingsError, load_settings
from storage.errors import SchemaError

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
feeds = typer.Typer(no_args_is_help=True, help="The feeds that are read.")
corrections = typer.Typer(no_args_is_help=True, help="What people said of alerts.")
cli.add_typer(feeds, name="feeds")
cli.add_typer(corrections, name="corrections")


class Only(StrEnum):
    """The roles of a process."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


def main() -> None:
    """Entry point of `moves`: trouble that a person can mend ends with one line each and status 1."""
    try:
        cli()
    except (SettingsError, SchemaError, FeedsError, BackupError) as error:
        for line in str(error).splitlines():
            typer.echo(f"moves: {line}", err=True)
        raise SystemExit(1) from None


def _settings(*, quiet: bool = False) -> Settings:
    """The settings, with the log set up; `quiet` for commands whose answer is on the terminal."""
    settings = load_settings()
    log.set_up("warning" if quiet and settings.log_level == "info" else settings.log_level, settings.log_format)
    return settings


def _say(work: Coroutine[Any, Any, str]) -> None:
    typer.echo(asyncio.run(work))


def _version(wanted: bool) -> None:
    if wanted:
        from bot.app import program_version

        typer.echo(f"moves-bot {program_version()}")
        raise typer.Exit


@cli.callback()
def options(
    _version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Watch the press for people who change companies, and tell the Slack channels that want to know."""


@cli.command()
def run(only: Annotated[Only, typer.Option(help="Serve Slack only, or work only.")] = Only.ALL) -> None:
    """Run the app until it is stopped."""
    settings = _settings()
    if problems := settings.slack_problems():
        raise SettingsError("\n".join(problems))
    from bot import app

    asyncio.run(app.run(settings, only.value))


@cli.command()
def demo() -> None:
    """Show the main job on this machine: no Slack account needed."""
    from bot.demo import run_demo

    raise typer.Exit(run_demo())


@cli.command()
def poll(
    once: Annotated[bool, typer.Option("--once", help="One pass, which is what it always does.")] = True,  # noqa: ARG001 - the option is for those who write it: one pass is all the command does
) -> None:
    """Look at the feeds that are due, deliver what waits, and end."""
    from bot.commands.polling import main as work

    work()


@cli.command()
def classify(
    headline: Annotated[str | None, typer.Argument(help="A headline; without one, JSON lines are read.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add the stages of the reading to each line.")] = False,
) -> None:
    """Read stories: JSON lines in, JSON lines out; or one headline, told stage by stage."""
    from bot.classify_io import classify_stream, explain_headline

    if headline is not None:
        typer.echo(explain_headline(headline))
        return
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # it is a text file
    raise typer.Exit(classify_stream(sys.stdin, sys.stdout, sys.stderr, explain))


@cli.command()
def doctor() -> None:
    """Look for the usual troubles, and say what to do about each."""
    from bot.doctor import examine

    healthy, told = asyncio.run(examine(_settings(quiet=True)))
    typer.echo(told)
    raise typer.Exit(0 if healthy else 1)


@cli.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    from bot.commands.migrate import migrate as work

    _say(work(_settings(quiet=True)))


@cli.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to; must not exist yet.")]) -> None:
    """Copy a SQLite database while it is in use."""
    from bot.commands.keeping import backup as work

    typer.echo(work(_settings(quiet=True), file))


@cli.command()
def forget(name: Annotated[str, typer.Argument(help="The person's full name.")]) -> None:
    """Take a person out of everything that is stored, and keep them out."""
    from bot.commands.keeping import forget as work

    _say(work(_settings(quiet=True), name))


@corrections.command("export")
def corrections_export() -> None:
    """Write what people said was right or wrong as labelled JSON lines, for measuring the classifier."""
    from bot.commands.keeping import export_corrections

    asyncio.run(export_corrections(_settings(quiet=True), sys.stdout))


@feeds.command("add")
def feeds_add(address: Annotated[str, typer.Argument(help="A feed, or a site that has one.")]) -> None:
    """Add a feed for all workspaces."""
    from bot.commands.feeds import add

    _say(add(_settings(quiet=True), address))


@feeds.command("list")
def feeds_list() -> None:
    """List the feeds and how they are doing."""
    from bot.commands.feeds import listing

    _say(listing(_settings(quiet=True)))


@feeds.command("remove")
def feeds_remove(feed: Annotated[str, typer.Argument(help="Its number or address.")]) -> None:
    """Stop reading a feed; what it told stays."""
    from bot.commands.feeds import remove

    _say(remove(_settings(quiet=True), feed))


@feeds.command("check")
def feeds_check(feed: Annotated[str, typer.Argument(help="Its number or address.")]) -> None:
    """Fetch a feed now, without storing anything, and show its last fetches."""
    from bot.commands.feeds import check

    _say(check(_settings(quiet=True), feed))


@feeds.command("import")
def feeds_import(file: Annotated[str, typer.Argument(help="An OPML file, or `default`.")]) -> None:
    """Add the feeds of a list."""
    from bot.commands.feeds import take_in

    _say(take_in(_settings(quiet=True), file))


@feeds.command("export")
def feeds_export(file: Annotated[Path | None, typer.Argument(help="Where to; the terminal if left out.")] = None) -> None:
    """Write the feeds as OPML."""
    from bot.commands.feeds import give_out

    listed = asyncio.run(give_out(_settings(quiet=True)))
    if file:
        file.write_bytes(listed)
    else:
        sys.stdout.buffer.write(listed)
