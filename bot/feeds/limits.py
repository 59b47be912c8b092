"""How long, how large and how often: the bounds of one fetch, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a fetch; seconds and bytes.

    Attributes:
        connect: to connect, TLS included.
        read: between two pieces of an answer.
        total: for all of it, redirects included.
        body: of the document after decompression.
        header: of one header line.
        redirects: followed in a row.
        drip_after, drip_rate: after so many seconds of reading, fewer bytes per second on average than this cut it off.
        per_host: requests at one time to one host.
        spacing: between the starts of two requests to one host.
        own_too: whether both also hold for literal addresses in networks that the operator opened.
        connections: open at one time over all hosts.
    """

    connect: float = 10
    read: float = 20
    total: float = 60
    body: int = 10_000_000
    header: int = 16_384
    redirects: int = 5
    drip_after: float = 10
    drip_rate: float = 512
    per_host: int = 2
    spacing: float = 0.2
    own_too: bool = False
    connections: int = 128
