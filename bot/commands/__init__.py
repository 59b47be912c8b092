"""The work of the command `moves`, one subject a module."""
