"""`python -m bot` is the same as `moves`."""

from bot.command import main

if __name__ == "__main__":
    main()
