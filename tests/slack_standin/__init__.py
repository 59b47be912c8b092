"""A small stand-in for Slack's servers: the Web API over HTTP, Socket Mode, signed requests.

It keeps what an app did, plays the people of a workspace, and can fail in the ways that Slack and networks fail.
It runs in a test (`async with Slack() as slack`) or as a process that outlives the app (`python -m tests.slack_standin --port 8765`).
"""

from tests.slack_standin.server import Slack
from tests.slack_standin.state import Fault, Posted

__all__ = ["Fault", "Posted", "Slack"]
