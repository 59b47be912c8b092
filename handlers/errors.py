"""Errors of the Slack floor, named by who catches them.

- `UserError`: caught by listeners, becomes an answer.
- `DeliveryError`: caught by the delivery, becomes a later try or a waiting channel.
"""

from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError

NO_ANSWER = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""What calling Slack raises where it refuses, fails or cannot be reached."""


class UserError(Exception):
    """What a person typed cannot be done; the text key and its values say why and what to type next."""

    def __init__(self, key: str, /, **values: Any) -> None:
        """Keep the key of the text (see `texts.py`) and its values; values are outside strings, not yet escaped."""
        super().__init__(key, values)
        self.key = key
        self.values = values


class DeliveryError(Exception):
    """Slack did not take a message.

    Attributes:
        code: Slack's error code, or ``no_answer`` where the connection broke.
        after: how long to wait before the next try; None where a later try cannot help.
        doubtful: whether Slack may have stored the message all the same.
        channel_broken: whether nothing can be posted to this channel until somebody mends it.
    """

    def __init__(
        self, code: str, *, after: timedelta | None = None, doubtful: bool = False, channel_broken: bool = False
    ) -> None:
        """Keep what happened."""
        super().__init__(code)
        self.code = code
        self.after = after
        self.doubtful = doubtful
        self.channel_broken = channel_broken
