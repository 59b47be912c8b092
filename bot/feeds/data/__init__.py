"""Rules and lists that the code reads."""
