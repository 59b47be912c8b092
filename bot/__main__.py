"""`python -m bot` is the same as `moves`."""

from bot.cli import main

main()
