"""What a fetch brings home: a Page, or NotModified."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What both outcomes of a fetch have in common.

    Attributes:
        url: final address after redirects.
        permanent_url: target where all redirects were permanent (301, 308), else None.
        status: HTTP status.
        etag, last_modified: validators to send next time, as the server wrote them.
        max_age: how long the answer stays fresh.
        retry_after: how long the server asks us to stay away.
        ms: milliseconds from the first request to the end of the answer.
        bytes: size of the body on the wire.
    """

    url: str
    permanent_url: str | None = None
    status: int
    etag: str | None = None
    last_modified: str | None = None
    max_age: timedelta | None = None
    retry_after: timedelta | None = None
    ms: float = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified(Answer):
    """The server says that nothing changed since the validators that were sent."""

    status: int = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Answer):
    """A document.

    Attributes:
        body: decompressed bytes.
        content_type: the header as sent, with its parameters.
        charset: the charset it names, in lower case.
        links: absolute addresses by relation (``hub``, ``self``) from Link headers.
    """

    status: int = 200
    body: bytes
    content_type: str = ""
    charset: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
