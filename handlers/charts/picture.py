"""A chart as a PNG, drawn by a process of its own: the plotting library's 100 MB are gone when the picture is there."""

import asyncio
import json
import os
import sys
from dataclasses import asdict

from handlers.charts.values import Chart

TIMEOUT = 30  # seconds
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV", "MPLCONFIGDIR")

_one_at_a_time = asyncio.Semaphore(1)  # two pictures at once would hold twice the memory


class PictureError(Exception):
    """The picture could not be drawn."""


async def picture(chart: Chart) -> bytes:
    """Draw a chart as a PNG of about 1,600 × 900 points.

    Raises:
        PictureError: the drawing process failed or took longer than `TIMEOUT` seconds.
    """
    async with _one_at_a_time:
        return await _drawn(json.dumps(asdict(chart)).encode())


async def _drawn(data: bytes) -> bytes:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}  # no secret of ours reaches the process
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "handlers.charts.draw",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**kept, "MPLBACKEND": "agg", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        async with asyncio.timeout(TIMEOUT):
            drawn, said = await process.communicate(data)
    except TimeoutError as error:
        raise PictureError("it took too long") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not drawn.startswith(b"\x89PNG"):
        raise PictureError(said.decode(errors="replace").strip().rpartition("\n")[2] or "no picture")
    return drawn
