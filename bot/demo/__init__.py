"""The example workspace: the whole line at work without a Slack account."""

from bot.demo.run import run_demo

__all__ = ["run_demo"]
