"""Where an HTTP/1.1 answer begins and ends: its head, and its body by length, in chunks or until the connection closes."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from typing import TypeVar

from multidict import CIMultiDict

from bot.feeds.limits import Limits

_PIECE = 65_536
_SWITCHING = 101
_FINAL = 200
BARE = (204, 304)  # answers without a body
_MOST_HINTS = 10  # answers that only announce the answer
_MOST_TRAILERS = 100
_STATUS = re.compile(r"HTTP/1\.([01]) (\d{3})(?: .*)?")
_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,15})\s*(?:;.*)?\r\n", re.DOTALL)
_NOT_HTTP = "The server's answer is not valid HTTP."
_BREAKS_OFF = "The document breaks off before its end."
T = TypeVar("T")


class AnswerError(Exception):
    """No answer, or one that cannot be read; the message is for the admin."""


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of an answer, and whether the connection can be used again after it."""

    status: int
    headers: CIMultiDict[str]
    keep: bool


async def read_head(reader: asyncio.StreamReader, limits: Limits) -> Head:
    """Read the head of the next answer.

    Raises:
        AnswerError: there is none in time, or it is not one.
    """
    for _ in range(_MOST_HINTS):
        try:
            data = await _in_time(reader.readuntil(b"\r\n\r\n"), limits)
        except asyncio.IncompleteReadError as error:
            none = not error.partial
            raise AnswerError("The server closed the connection without an answer." if none else _NOT_HTTP) from error
        except asyncio.LimitOverrunError as error:
            raise AnswerError(_NOT_HTTP) from error
        head = parse_head(data, limits.header)
        if head.status >= _FINAL or head.status == _SWITCHING:
            return head
    raise AnswerError(_NOT_HTTP)


def parse_head(data: bytes, longest: int) -> Head:
    """Read status and headers.

    Args:
        data: up to and with the empty line.
        longest: bytes that one line may have.

    Raises:
        AnswerError: it is no head of HTTP/1.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    first, *lines = text[:-4].split("\r\n")
    status = _STATUS.fullmatch(first)
    if status is None or any(len(line) > longest for line in lines):
        raise AnswerError(_NOT_HTTP)
    headers: CIMultiDict[str] = CIMultiDict()
    name = ""
    for line in lines:
        if line[:1] in (" ", "\t") and name:  # a value that goes on in the next line, as it was once allowed
            headers[name] = f"{headers[name]} {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise AnswerError(_NOT_HTTP)
        headers.add(name, value.strip())
    framed = "Content-Length" in headers or "Transfer-Encoding" in headers or int(status[2]) in BARE
    keep = status[1] == "1" and framed and "close" not in headers.get("Connection", "").lower()
    return Head(int(status[2]), headers, keep)


def body_of(reader: asyncio.StreamReader, head: Head, limits: Limits) -> AsyncIterator[bytes]:
    """The body of an answer, in pieces as they arrive.

    Raises:
        AnswerError: while it is read: it breaks off, is silent for too long, or is not framed as HTTP says.
    """
    if "chunked" in head.headers.get("Transfer-Encoding", "").lower():
        return _chunked(reader, limits)
    lengths = set(head.headers.getall("Content-Length", ()))
    if not lengths:
        return _until_closed(reader, limits)
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit()):
        raise AnswerError(_NOT_HTTP)
    return _counted(reader, int(length), limits)


async def _in_time(work: Awaitable[T], limits: Limits) -> T:
    try:
        async with asyncio.timeout(limits.read):
            return await work
    except TimeoutError as error:
        raise AnswerError("The server went silent.") from error


async def _counted(reader: asyncio.StreamReader, length: int, limits: Limits) -> AsyncIterator[bytes]:
    while length:
        piece = await _in_time(reader.read(min(length, _PIECE)), limits)
        if not piece:
            raise AnswerError(_BREAKS_OFF)
        length -= len(piece)
        yield piece


async def _chunked(reader: asyncio.StreamReader, limits: Limits) -> AsyncIterator[bytes]:
    try:
        while size := _size(await _in_time(reader.readuntil(b"\r\n"), limits)):
            async for piece in _counted(reader, size, limits):
                yield piece
            if await _in_time(reader.readexactly(2), limits) != b"\r\n":
                raise AnswerError(_NOT_HTTP)
        for _ in range(_MOST_TRAILERS):
            if await _in_time(reader.readuntil(b"\r\n"), limits) == b"\r\n":
                return
    except asyncio.IncompleteReadError as error:
        raise AnswerError(_BREAKS_OFF) from error
    except asyncio.LimitOverrunError as error:
        raise AnswerError(_NOT_HTTP) from error
    raise AnswerError(_NOT_HTTP)


def _size(line: bytes) -> int:
    found = _SIZE.fullmatch(line)
    if found is None:
        raise AnswerError(_NOT_HTTP)
    return int(found[1], 16)


async def _until_closed(reader: asyncio.StreamReader, limits: Limits) -> AsyncIterator[bytes]:
    while piece := await _in_time(reader.read(_PIECE), limits):
        yield piece
