"""What a command cannot do; caught in one place, and light to load."""


class FeedsError(Exception):
    """What was asked for cannot be done with these feeds; the message says why."""


class BackupError(Exception):
    """The database cannot be copied; the message says what to do."""
