"""The example workspace: the whole line at work without a Slack account."""
