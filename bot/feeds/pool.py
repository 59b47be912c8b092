"""Parsing off the event loop: small documents in a thread, large ones in processes that exist only while they are needed."""

import asyncio
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.errors import ParseError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from bot.feeds.cut import Job, Reading

_SMALL = 24_000  # bytes; about 5 ms of parsing, less than the way to another process and back is worth
_MEDIUM = 100_000  # bytes; as long as few wait: no document of this size keeps the thread for long
_WORTH_A_PROCESS = 1_000_000  # bytes that wait to be parsed, from which one is started: that costs as much as parsing them
_CUT = 10  # so many times less is left of a document whose entries are mostly known
_JOBS_PER_WORKER = 2_000  # then it makes room for a fresh one, so that no leak of a parser grows for ever


class Parser:
    """Parses documents beside the event loop; use it as an async context manager."""

    def __init__(self, workers: int = 1, seconds: float = 30, small: int = _SMALL, worth: int = _WORTH_A_PROCESS) -> None:
        """Prepare; no process is started before a large document comes.

        Args:
            workers: processes (about 50 MB each); 0 parses everything in threads.
            seconds: longest time for one document in a process.
            small: documents of fewer bytes are parsed in a thread.
            worth: as long as fewer bytes wait to be parsed, no process is started and the thread takes all.
        """
        self._workers = workers
        self._seconds = seconds
        self._small = small
        self._worth = worth
        self._pool: ProcessPoolExecutor | None = None
        self._proven = False
        self._waiting = 0  # bytes that the thread has before it
        # One thread: several would take the interpreter from the event loop in turns.
        self._thread = ThreadPoolExecutor(1, "parse")
        self._turns = asyncio.Semaphore(max(workers, 1))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown(cancel_futures=True)
        if self._pool is not None:
            await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)

    async def parse(self, body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> "Reading":
        """Parse a document, leaving out the entries whose bytes are known.

        Args:
            body: the document, decompressed.
            url: where it came from.
            content_type: the header it came with.
            known: ``Reading.hashes`` of the last time; empty for all entries.

        Raises:
            ParseError: the document is not a feed, or takes too long.
        """
        return await self._read(body, url, content_type, known) or await self._read_whole(body, url, content_type)

    async def _read_whole(self, body: bytes, url: str, content_type: str) -> "Reading":
        reading = await self._read(body, url, content_type, frozenset())
        assert reading is not None, "a whole document always gives a reading"
        return reading

    async def _read(self, body: bytes, url: str, content_type: str, known: frozenset[bytes]) -> "Reading | None":
        loop = asyncio.get_running_loop()
        weight = len(body) // (_CUT if known else 1)
        self._waiting += weight
        small = self._small if self._is_worth_a_process() else _MEDIUM
        try:
            job, reading = await loop.run_in_executor(
                self._thread, _read_small, body, url, content_type, known, small if self._workers else None
            )
        finally:
            self._waiting -= weight
        if job is None:
            return reading
        async with self._turns:  # so that time is measured from the start of the work
            return await self._run_elsewhere(job)

    def _is_worth_a_process(self) -> bool:
        return self._pool is not None or self._waiting >= self._worth

    async def _run_elsewhere(self, job: "Job") -> "Reading | None":
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._seconds):
                reading = await loop.run_in_executor(self._processes(), _run, job)
        except TimeoutError as error:
            self._kill()
            raise ParseError(job.url, f"The document takes longer than {self._seconds:g} s to read.") from error
        except (BrokenExecutor, OSError) as error:
            self._kill()
            if not self._proven:  # processes cannot be had here at all; threads do the same, slower
                self._workers = 0
                return await loop.run_in_executor(self._thread, _run, job)
            raise ParseError(job.url, "The document broke the parser, or the parser was stopped; next time again.") from error

        self._proven = True
        return reading

    def _processes(self) -> "ProcessPoolExecutor":
        if self._pool is None:
            import multiprocessing  # noqa: PLC0415 - most rounds of polling need no process
            from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only where enough waits to be parsed elsewhere

            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=_JOBS_PER_WORKER
            )
        return self._pool

    def _kill(self) -> None:
        """Give up the pool with whatever it is doing; the next large document starts another."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        # Before Python 3.14 there is no public way to stop a worker that is busy.
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 - the executor has no public way to end a process that hangs
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


# What follows loads the parser with the first document: most rounds of polling bring none.


def _read_small(
    body: bytes, url: str, content_type: str, known: frozenset[bytes], small: int | None
) -> "tuple[Job | None, Reading | None]":
    """Prepare a document and parse it where fewer bytes than `small` are left of it; else the job that is left to do."""
    from bot.feeds.cut import prepare, run  # noqa: PLC0415 - runs in the child, which alone parses

    job = prepare(body, url, content_type, known)
    return (None, run(job)) if small is None or len(job.body) < small else (job, None)


def _run(job: "Job") -> "Reading | None":
    from bot.feeds.cut import run  # noqa: PLC0415 - as above: feedparser is loaded where it is used

    return run(job)
