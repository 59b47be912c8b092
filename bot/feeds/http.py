"""An HTTP/1.1 client for one thing: many small requests to addresses that a guard judges.

What a general client does beyond that (cookies, proxies, authentication, WebSockets, tracing) costs more than a whole round over
a thousand unchanged feeds. The name is resolved once, its addresses are judged, and the connection is made to one of those
that were judged. Connections are kept for a moment, since feeds of one host are asked one after the other.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import IPv4Address, ip_address
from typing import TYPE_CHECKING

from aiohappyeyeballs import start_connection
from multidict import CIMultiDict
from yarl import URL

from bot.feeds.framing import BARE, AnswerError, body_of, read_head
from bot.feeds.guard import AddressRefusedError, AddrInfo, Guard
from bot.feeds.limits import Limits

if TYPE_CHECKING:
    import ssl

Resolve = Callable[[str, int], Awaitable[list[AddrInfo]]]
"""A host and a port become addresses to connect to; OSError where the name does not exist."""

_BUFFER = 65_536
_IDLE = 15.0  # seconds for which a connection is kept
_SECOND_TRY = 0.25  # seconds after which the next address of a host is tried beside the first


async def resolve(host: str, port: int) -> list[AddrInfo]:
    """Ask the system for the addresses of a name."""
    return list(await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM))


@dataclass(slots=True)
class Response:
    """An answer whose head was read.

    Attributes:
        url, status, headers: where it came from, the status, the headers whatever their case.
    """

    url: URL
    status: int
    headers: CIMultiDict[str]
    _body: AsyncIterator[bytes]
    _ended: bool

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes of the body as they arrive."""
        async for chunk in self._body:
            yield chunk
        self._ended = True

    @property
    def ended(self) -> bool:
        """Whether all of it was read."""
        return self._ended


@dataclass(slots=True)
class _Line:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    since: float = 0.0

    def is_open(self) -> bool:
        return not self.writer.is_closing() and not self.reader.at_eof()

    def cut(self) -> None:
        self.writer.transport.abort()


_Key = tuple[str, str, int]


@dataclass
class Client:
    """Makes requests; `close` it at the end.

    Attributes:
        guard: judges the addresses of every connection.
        limits: connections at one time, time-outs, the longest header.
        clock: seconds, monotonic.
        resolve: who knows the addresses of names.
    """

    guard: Guard
    limits: Limits
    clock: Callable[[], float]
    resolve: Resolve = resolve
    _idle: dict[_Key, list[_Line]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._slots = asyncio.Semaphore(self.limits.connections)

    @asynccontextmanager
    async def ask(self, method: str, url: URL, headers: Mapping[str, str], body: bytes = b"") -> AsyncIterator[Response]:
        """Send a request and give its answer; redirects are answers like others.

        Raises:
            AnswerError: the server does not let us connect, is silent, or does not speak HTTP; the message is for the admin.
            AddressRefusedError: no address of the host is permitted.
            OSError: the connection broke.
        """
        key = (url.scheme, url.raw_host or "", url.port or 80)
        async with self._slots:
            line, response, keep = await self._asked(key, method, url, _request(method, url, headers, body))
            try:
                yield response
            except BaseException:
                line.cut()
                raise
            if keep and response.ended:
                self._keep(key, line)
            else:
                line.cut()

    async def close(self) -> None:
        """Cut all connections that are kept."""
        for lines in self._idle.values():
            for line in lines:
                line.cut()
        self._idle.clear()
        await asyncio.sleep(0)  # so that the loop closes their sockets

    async def _asked(self, key: _Key, method: str, url: URL, request: bytes) -> tuple[_Line, Response, bool]:
        line = self._kept(key) if method == "GET" else None
        if line is not None:
            try:
                return line, *await self._head(line, url, request)
            except (AnswerError, OSError):
                line.cut()  # it was closed while nobody used it
            except BaseException:
                line.cut()
                raise
        line = await self._connect(key)
        try:
            return line, *await self._head(line, url, request)
        except BaseException:
            line.cut()
            raise

    async def _head(self, line: _Line, url: URL, request: bytes) -> tuple[Response, bool]:
        line.writer.write(request)
        head = await read_head(line.reader, self.limits)
        return Response(url, head.status, head.headers, body_of(line.reader, head, self.limits), head.status in BARE), head.keep

    # --- connections

    def _kept(self, key: _Key) -> _Line | None:
        lines = self._idle.get(key)
        while lines:
            line = lines.pop()
            if not lines:
                del self._idle[key]
            if line.is_open() and self.clock() - line.since < _IDLE:
                return line
            line.cut()
        return None

    def _keep(self, key: _Key, line: _Line) -> None:
        while sum(map(len, self._idle.values())) >= self.limits.connections:
            for old in self._idle.pop(next(iter(self._idle))):
                old.cut()
        line.since = self.clock()
        self._idle.setdefault(key, []).append(line)

    async def _connect(self, key: _Key) -> _Line:
        scheme, host, port = key
        try:
            async with asyncio.timeout(self.limits.connect):
                found = await self._addresses(host, port)
                try:
                    sock = await start_connection(found, happy_eyeballs_delay=_SECOND_TRY, socket_factory=self.guard.open_socket)
                except AddressRefusedError:
                    raise
                except OSError as error:
                    raise AnswerError("Nobody answers at this address.") from error
                return await self._opened(sock, host if scheme == "https" else None)
        except TimeoutError as error:
            raise AnswerError("The server does not let us connect in time.") from error

    async def _opened(self, sock: socket.socket, secure: str | None) -> _Line:
        try:
            if secure is None:
                return _Line(*await asyncio.open_connection(sock=sock, limit=_BUFFER))
            opened = await asyncio.open_connection(sock=sock, limit=_BUFFER, ssl=self._tls, server_hostname=secure)
        except BaseException:
            sock.close()
            raise
        return _Line(*opened)

    async def _addresses(self, host: str, port: int) -> list[AddrInfo]:
        """The addresses of a host that the guard permits."""
        try:
            literal = ip_address(host)
        except ValueError:
            try:
                found = await self.resolve(host, port)
            except (OSError, UnicodeError) as error:
                raise AnswerError("The host name does not exist or cannot be resolved now.") from error
        else:
            is_v4 = isinstance(literal, IPv4Address)
            where: tuple[object, ...] = (host, port) if is_v4 else (host, port, 0, 0)
            found = [(socket.AF_INET if is_v4 else socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", where)]
        kept = [info for info in found if self.guard.permits(ip_address(str(info[4][0])))]
        if not kept:
            raise AddressRefusedError(host)
        return kept

    @cached_property
    def _tls(self) -> "ssl.SSLContext":
        import ssl  # noqa: PLC0415 - made once, with the first secure address

        context = ssl.create_default_context()
        context.set_alpn_protocols(["http/1.1"])
        return context


def _request(method: str, url: URL, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = [f"{method} {url.raw_path_qs} HTTP/1.1", f"Host: {url.raw_authority}"]
    # a value with a line break in it would be a header of somebody else's making
    lines += [f"{name}: {value}" for name, value in headers.items() if not {"\r", "\n", "\0"} & set(value)]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode("utf-8", "replace") + body
