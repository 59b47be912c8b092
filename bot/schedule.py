"""The ticks, on APScheduler: each runs again and again, never twice at once, and a failure is that run's alone."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import metrics

GRACE = 60  # seconds a run may be late; the scheduler's own default of one second skips runs of a busy loop
log = structlog.get_logger(__name__)

Tick = Callable[[], Awaitable[object]]


class Schedule:
    """Ticks with a lock each.

    The scheduler cancels running coroutines when it shuts down, so `drain` first takes every lock: whoever holds all of
    them knows that nothing runs.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Make an empty schedule; `clock` gives the present instant."""
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._locks: dict[str, asyncio.Lock] = {}
        self.stopping = asyncio.Event()

    def add(self, name: str, seconds: float, tick: Tick) -> None:
        """Run a tick every so many seconds, for the first time at once."""
        self._locks[name] = asyncio.Lock()

        async def run() -> None:
            await self._run(name, tick)

        self._scheduler.add_job(
            run,
            "interval",
            seconds=seconds,
            id=name,
            next_run_time=self._clock(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=GRACE,
        )

    async def _run(self, name: str, tick: Tick) -> None:
        lock = self._locks[name]
        if lock.locked() or self.stopping.is_set():
            return
        async with lock:
            started = monotonic()
            try:
                await tick()
            except Exception:
                metrics.TICK_FAILURES.labels(name).inc()
                log.exception("tick failed", tick=name)
            metrics.TICKS.labels(name).observe(monotonic() - started)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def wake(self, name: str) -> None:
        """Run a tick at once instead of at its next turn."""
        if not self.stopping.is_set() and self._scheduler.get_job(name):
            self._scheduler.modify_job(name, next_run_time=self._clock())

    async def drain(self, seconds: float) -> bool:
        """Let no tick begin any more and wait for those that run; False where some did not end in time."""
        self.stopping.set()
        self._scheduler.pause()
        try:
            async with asyncio.timeout(seconds):
                for lock in self._locks.values():
                    await lock.acquire()
        except TimeoutError:
            log.warning("ticks did not end in time", running=[name for name, lock in self._locks.items() if lock.locked()])
            return False
        finally:
            self._scheduler.shutdown(wait=False)
        return True
