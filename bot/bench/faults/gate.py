"""A gate before PostgreSQL: it passes bytes on until it is shut, as a network does that loses the database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Gate:
    """Passes connections on to a server's socket.

    Attributes:
        socket: the server's own, a file.
        port: where it listens, on loopback.
    """

    socket: Path
    port: int = 0
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _refuses: bool = False
    _through: set[asyncio.StreamWriter] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin open."""
        self._open.set()

    def stall(self) -> None:
        """Let nothing through any more, and break nothing: as when packets are lost."""
        self._open.clear()

    def sever(self) -> None:
        """Break every connection and refuse new ones."""
        self._refuses = True
        self._open.set()
        for writer in list(self._through):
            writer.transport.abort()

    def mend(self) -> None:
        """Let everything through again."""
        self._refuses = False
        self._open.set()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on until either end closes it."""
        if self._refuses:
            writer.transport.abort()
            return
        try:
            server_reader, server_writer = await asyncio.open_unix_connection(str(self.socket))
        except OSError:  # the server is away: so are we
            writer.transport.abort()
            return
        self._through |= {writer, server_writer}
        ends = [asyncio.create_task(self._pass(reader, server_writer)), asyncio.create_task(self._pass(server_reader, writer))]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        self._through -= {writer, server_writer}
        for end in ends:
            end.cancel()
        writer.transport.abort()
        server_writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()


@asynccontextmanager
async def gate(socket: Path) -> AsyncIterator[Gate]:
    """A gate that listens while the block runs."""
    opened = Gate(socket)
    server = await asyncio.start_server(opened.answer, "127.0.0.1", 0)
    opened.port = server.sockets[0].getsockname()[1]
    try:
        yield opened
    finally:
        opened.sever()
        server.close()
