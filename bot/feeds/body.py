"""Reading a body within bounds: size is counted after decompression and while it streams, slow drips are cut off."""

import zlib
from collections.abc import AsyncIterable, Callable

from bot.feeds.limits import Limits

_GZIP_OR_ZLIB = 47  # zlib: 32 (detect gzip or zlib) + 15 (largest window)
_RAW_DEFLATE = -15


class BodyRefusedError(Exception):
    """The body broke a limit; the message is for the admin."""


class Inflater:
    """Decompresses a stream piece by piece and never holds more than it may."""

    def __init__(self, encoding: str, cap: int) -> None:
        """Prepare for one body.

        Args:
            encoding: Content-Encoding in lower case; empty or ``identity`` for none.
            cap: most bytes that may come out.

        Raises:
            BodyRefusedError: the encoding is unknown.
        """
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BodyRefusedError(f"The server sends a compression that was not asked for ({encoding[:20]}).")
        self._encoding = encoding
        self._cap = cap
        self._size = 0
        self._parts: list[bytes] = []
        self._stream = None if encoding in ("", "identity") else zlib.decompressobj(_GZIP_OR_ZLIB)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes off the wire.

        Raises:
            BodyRefusedError: too much came out, or the bytes are not compressed as announced.
        """
        if self._stream is None:
            self._keep(chunk)
            return
        try:
            self._inflate(chunk)
        except zlib.error as error:
            raise BodyRefusedError(f"The body is said to be {self._encoding} and is not.") from error

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            BodyRefusedError: the compressed stream ended before its end.
        """
        if self._stream is not None and self._size and not self._stream.eof:
            raise BodyRefusedError("The compressed body breaks off before its end.")
        return b"".join(self._parts)

    def _inflate(self, chunk: bytes) -> None:
        assert self._stream is not None
        if self._encoding == "deflate" and not self._size and chunk and (chunk[0] & 0x0F) != 8:  # noqa: PLR2004  (zlib's header)
            self._stream = zlib.decompressobj(_RAW_DEFLATE)
        while chunk:
            if self._stream.eof:
                if not chunk.startswith(b"\x1f\x8b"):
                    return  # padding after the last member
                self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
            self._keep(self._stream.decompress(chunk, self._cap - self._size + 1))
            chunk = self._stream.unconsumed_tail or self._stream.unused_data

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._cap:
            raise BodyRefusedError(f"The document is larger than {self._cap / 1e6:.3g} MB.")
        self._parts.append(data)


async def read_body(chunks: AsyncIterable[bytes], encoding: str, limits: Limits, clock: Callable[[], float]) -> tuple[bytes, int]:
    """Read and decompress a body.

    Args:
        chunks: the raw bytes as they arrive.
        encoding: Content-Encoding in lower case.
        limits: size and speed that are kept.
        clock: seconds, monotonic.

    Returns:
        The body, and how many bytes came over the wire.

    Raises:
        BodyRefusedError: a limit was broken.
    """
    inflater = Inflater(encoding, limits.body)
    started, wire = clock(), 0
    async for chunk in chunks:
        wire += len(chunk)
        inflater.feed(chunk)
        spent = clock() - started
        if spent > limits.drip_after and wire < spent * limits.drip_rate:
            raise BodyRefusedError(f"The server sends too slowly ({wire} bytes in {spent:.3g} s).")
    return inflater.finish(), wire
