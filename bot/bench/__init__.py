"""Commands that repeat the measurements of the documentation."""
