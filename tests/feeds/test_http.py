"""The HTTP client against servers that answer byte for byte what a test says."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.errors import FetchError
from bot.feeds.fetch import Fetcher
from bot.feeds.framing import AnswerError, parse_head
from bot.feeds.page import NotModified, Page

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


@asynccontextmanager
async def says(
    *answers: bytes, then: Callable[[asyncio.StreamWriter], None] | None = None
) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that gives these answers, one a request, over all connections; and the requests that it got."""
    left, asked = list(answers), list[bytes]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while left:
            try:
                asked.append(await reader.readuntil(b"\r\n\r\n"))
            except asyncio.IncompleteReadError:
                break
            writer.write(left.pop(0))
            if then is not None:
                await writer.drain()
                then(writer)
                return
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", asked


async def body(fetcher: Fetcher, url: str) -> bytes:
    answer = await fetcher.get(url)
    assert isinstance(answer, Page)
    return answer.body


BODIES = [
    (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n",
        b"abc0123456789",
    ),
    (b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + OK, b"hi"),
    (b"HTTP/1.0 200 OK\r\n\r\nuntil the end", b"until the end"),
    (b"HTTP/1.1 200\r\ncontent-LENGTH: 0\r\n\r\n", b""),
    (b"HTTP/1.1 200 OK\r\nX-Folded: a\r\n\tb\r\nContent-Length: 1\r\n\r\nx", b"x"),
]


@pytest.mark.parametrize(("answer", "wanted"), BODIES)
async def test_a_body_ends_where_its_framing_says(fetcher: Fetcher, answer: bytes, wanted: bytes) -> None:
    async with says(answer, then=lambda writer: writer.close()) as (url, _):
        assert await body(fetcher, url) == wanted


BROKEN = [
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "The document breaks off before its end."),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nab\r\n0\r\n\r\n", "The server's answer is not valid HTTP."),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", "The server's answer is not valid HTTP."),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc", "The server's answer is not valid HTTP."),
    (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "The server's answer is not valid HTTP."),
    (b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", "The server's answer is not valid HTTP."),
    (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "The server's answer is not valid HTTP."),
    (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, "The server's answer is not valid HTTP."),
    (b"HTTP/1.1 100 Continue\r\n\r\n" * 11, "The server's answer is not valid HTTP."),
    (b"", "The server closed the connection without an answer."),
]


@pytest.mark.parametrize(("answer", "reason"), BROKEN)
async def test_what_is_not_http_is_said_to_be_so(fetcher: Fetcher, answer: bytes, reason: str) -> None:
    async with says(answer, then=lambda writer: writer.close()) as (url, _):
        with pytest.raises(FetchError) as caught:
            await fetcher.get(url)
    assert caught.value.reason == reason


async def test_a_connection_is_used_again_and_replaced_where_it_was_closed_meanwhile(fetcher: Fetcher) -> None:
    served: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.append(0)
        for _ in range(2):  # the third request over one connection finds it closed, though it was promised to stay
            await reader.readuntil(b"\r\n\r\n")
            served[-1] += 1
            writer.write(OK)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        assert [await body(fetcher, url) for _ in range(4)] == [b"hi"] * 4
        await fetcher._open.close()
    assert served == [2, 2]


async def test_nothing_is_left_over_between_answers(fetcher: Fetcher) -> None:
    """A body that was refused half-way takes its connection with it."""
    large = b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + b"x" * 3_000_000
    async with says(large, OK) as (url, _):
        with pytest.raises(FetchError, match="larger than 1 MB"):
            await fetcher.get(url)
        assert await body(fetcher, url) == b"hi"


async def test_validators_cannot_smuggle_headers_in(fetcher: Fetcher) -> None:
    async with says(b'HTTP/1.1 304 Not Modified\r\nETag: "b"\r\n\r\n') as (url, asked):
        answer = await fetcher.get(url, etag='"a"\r\nX-Evil: 1', last_modified="Mon")
    assert isinstance(answer, NotModified)
    assert answer.etag == '"b"'
    assert b"X-Evil" not in asked[0]
    assert b"If-Modified-Since: Mon\r\n" in asked[0]


def test_headers_in_another_charset_are_read() -> None:
    """Bytes beyond ASCII are UTF-8, else Latin-1."""
    assert parse_head("HTTP/1.1 200 OK\r\nX: é\r\n\r\n".encode(), 100).headers["x"] == "é"
    assert parse_head("HTTP/1.1 200 OK\r\nX: é\r\n\r\n".encode("latin-1"), 100).headers["x"] == "é"
    with pytest.raises(AnswerError):
        parse_head(b"HTTP/2 200\r\n\r\n", 100)
