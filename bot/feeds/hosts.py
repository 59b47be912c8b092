"""Politeness: how many requests run against one host at a time, and how far apart they start."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class _Host:
    """The state of one host while somebody asks it."""

    __slots__ = ("free_at", "slots", "users")

    def __init__(self, limit: int) -> None:
        self.slots = asyncio.Semaphore(limit)
        self.free_at = 0.0
        self.users = 0


class HostLimiter:
    """Hands out turns per host; remembers a host only as long as it matters."""

    def __init__(self, limit: int, spacing: float, clock: Callable[[], float]) -> None:
        """Set the bounds.

        Args:
            limit: turns at one time.
            spacing: seconds between the starts of two turns.
            clock: seconds, monotonic.
        """
        self._limit = limit
        self._spacing = spacing
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn with this host and keep it while the block runs."""
        state = self._hosts.get(host) or self._hosts.setdefault(host, _Host(self._limit))
        state.users += 1
        try:
            async with state.slots:
                await self._wait(state)
                yield
        finally:
            state.users -= 1
            self._forget_idle()

    async def _wait(self, state: _Host) -> None:
        now = self._clock()
        start = max(now, state.free_at)
        state.free_at = start + self._spacing
        if start > now:
            await asyncio.sleep(start - now)

    def _forget_idle(self) -> None:
        if len(self._hosts) < 1_000:  # noqa: PLR2004  (sweeping is only worth it once it frees something)
            return
        now = self._clock()
        self._hosts = {name: host for name, host in self._hosts.items() if host.users or host.free_at > now}
