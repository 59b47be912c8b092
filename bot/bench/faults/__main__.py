"""`python -m bot.bench.faults kills|storms|crowd`; `make faults` runs all of them.

kills   one app (or several on PostgreSQL) is killed with SIGKILL at random moments, round after round
storms  Slack is away, answers 429 in storms, breaks connections before and after it stored a message, cuts its sockets
crowd   several apps on PostgreSQL: one killed, one frozen beyond its leases, one cut off from the database, which is restarted
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine

from bot.bench.faults import crowd, kills, storms

RUNS: dict[str, Callable[[argparse.Namespace], Coroutine[None, None, bool]]] = {
    "kills": kills.run,
    "storms": storms.run,
    "crowd": crowd.run,
}


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=list(RUNS))
    parser.add_argument("--rounds", type=int, default=200, help="kills or storms")
    parser.add_argument("--moves", type=int, default=2000, help="published in all, for crowd")
    parser.add_argument("--rate", type=float, default=8, help="moves published a second, for crowd")
    parser.add_argument("--processes", type=int, default=1, help="at a time (more than one: PostgreSQL)")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--slack", default=f"{sys.executable} -m tests.slack_standin", help="command that runs the stand-in")
    parser.add_argument("--no-history", dest="history", action="store_false", help="without the history scopes")
    parser.add_argument("--settle", type=float, default=300, help="seconds to wait for the rest at the end")
    parser.add_argument("--keep", default="faults.log", help="file for the app's log")
    return parser.parse_args()


if __name__ == "__main__":
    options = arguments()
    sys.exit(0 if asyncio.run(RUNS[options.what](options)) else 1)
