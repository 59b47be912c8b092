"""Where `moves` begins: the verb that a scheduler calls each minute goes straight to its work, all others to `bot.cli`."""

import sys

_POLL = (["poll"], ["poll", "--once"])


def main() -> None:
    """Entry point of `moves`."""
    if sys.argv[1:] in _POLL:
        from bot.commands.polling import main as poll  # noqa: PLC0415 - without the library that reads arguments

        poll()
        return
    from bot.cli import main as run  # noqa: PLC0415 - typer is loaded for the commands that need it

    run()
