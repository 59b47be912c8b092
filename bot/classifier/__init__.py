"""All that understands text: pure functions over data files, with no I/O, clock or database."""
