"""What each verb does, a family of verbs a module."""
