"""What goes wrong with the database before the program can start."""


class SchemaError(RuntimeError):
    """The database cannot be used as it is; the message says what to do."""
