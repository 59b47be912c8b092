"""The `moves` command: arguments only; the work is done by the modules it calls."""

import asyncio
from collections.abc import Coroutine
from enum import StrEnum
from typing import Annotated, Any

import typer

from bot import log
from bot.settings import Settings, SettingsError, load_settings
from storage.errors import SchemaError

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Talent moves from the news, in Slack."
)


class Only(StrEnum):
    """The roles of a process."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


def main() -> None:
    """Entry point of `moves`: trouble that a person can mend ends with one line each and status 1."""
    try:
        cli()
    except (SettingsError, SchemaError) as error:
        for line in str(error).splitlines():
            typer.echo(f"moves: {line}", err=True)
        raise SystemExit(1) from None


def _settings() -> Settings:
    settings = load_settings()
    log.set_up(settings.log_level, settings.log_format)
    return settings


def _await(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def _version(wanted: bool) -> None:
    if wanted:
        from bot.app import program_version

        typer.echo(f"moves-bot {program_version()}")
        raise typer.Exit


@cli.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Watch the press for people who change companies, and tell the Slack channels that want to know."""


@cli.command()
def run(only: Annotated[Only, typer.Option(help="Serve Slack only, or work only.")] = Only.ALL) -> None:
    """Run the app until it is stopped."""
    from bot import app

    _await(app.run(_settings(), only.value))


@cli.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    from bot.commands.migrate import migrate as work

    typer.echo(_await(work(_settings())))


@cli.command()
def demo() -> None:
    """Show the main job on this machine: no Slack account needed."""
    from bot.demo import run_demo

    raise typer.Exit(run_demo())
