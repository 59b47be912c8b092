"""Foreign errors of a fetch, put once into words for the admin."""

import errno
import ssl
from collections.abc import Mapping
from http import HTTPStatus

from bot.errors import FetchError
from bot.feeds.body import BodyRefusedError
from bot.feeds.framing import AnswerError
from bot.feeds.guard import AddressRefusedError
from bot.feeds.headers import retry_after

FOREIGN = (AnswerError, BodyRefusedError, OSError, TimeoutError, ValueError)
_CUT = (errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED)
_SAID = {
    HTTPStatus.UNAUTHORIZED: "The feed asks for a login",
    HTTPStatus.FORBIDDEN: "The server refuses us",
    HTTPStatus.NOT_FOUND: "There is nothing at this address",
    HTTPStatus.GONE: "The feed is gone for good",
    HTTPStatus.TOO_MANY_REQUESTS: "The server says we ask too often",
}


def explain(url: str, error: Exception) -> FetchError:
    """Turn an error of HTTP, TLS or the socket into a FetchError with a readable reason."""
    if isinstance(error, (AddressRefusedError, AnswerError, BodyRefusedError)):
        return FetchError(url, str(error))
    if getattr(error, "errno", None) in _CUT:
        return FetchError(url, "The server cut the connection.")
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return FetchError(url, reason)
    return FetchError(url, f"The connection failed ({type(error).__name__}).")


def refuse_status(url: str, status: int, headers: Mapping[str, str]) -> FetchError:
    """The error for an answer that is neither a document nor a redirect."""
    try:
        known = HTTPStatus(status)
    except ValueError:
        reason = f"The server answers with an unknown status ({status})."
    else:
        default = "The server has an error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "The server gives no document"
        reason = f"{_SAID.get(known, default)} ({status} {known.phrase})."
    return FetchError(url, reason, status, retry_after(headers), permanent=status == HTTPStatus.GONE)


# The first match counts, so special cases stand before the classes they derive from.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "The server takes too long."),
    (ssl.SSLCertVerificationError, "The server's certificate is not valid."),
    (ssl.SSLError, "The encrypted connection failed."),
    (OSError, "The connection failed."),
    (ValueError, "The server's answer is not valid HTTP."),
)
