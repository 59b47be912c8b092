"""All that knows HTTP and feed formats; knows nothing of moves."""
