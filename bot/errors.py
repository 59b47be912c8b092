"""Errors of reading feeds, by who catches them; the docstring is the default message.

``FeedError`` ← ``FetchError`` (the network), ``ParseError`` (the document). All three are values that survive pickling.
"""

from datetime import timedelta


class FeedError(Exception):
    """The feed could not be read."""

    def __init__(self, url: str, reason: str = "") -> None:
        """Say which address failed and why.

        Args:
            url: the address that was asked for.
            reason: one short sentence for the admin; the class's docstring where it is empty.
        """
        self.url = url
        self.reason = reason or (type(self).__doc__ or "")
        super().__init__(url, self.reason)

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}"


class FetchError(FeedError):
    """The feed could not be fetched."""

    def __init__(
        self,
        url: str,
        reason: str = "",
        status: int | None = None,
        retry_after: timedelta | None = None,
        permanent: bool = False,
    ) -> None:
        """Say what the server did.

        Args:
            url: the address that was asked for.
            reason: one short sentence for the admin.
            status: HTTP status, or None where no answer came.
            retry_after: how long the server asks us to stay away.
            permanent: the feed is gone for good (410), asking again is pointless.
        """
        super().__init__(url, reason)
        self.status = status
        self.retry_after = retry_after
        self.permanent = permanent


class ParseError(FeedError):
    """The document is not a feed."""
