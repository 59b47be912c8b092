"""Assembly: the schedule, the feeds, the classifier and the order of work."""
