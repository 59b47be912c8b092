"""Run the stand-in as a process of its own: it prints the app's settings, then lives until it is stopped."""

import argparse
import asyncio

from tests.slack_standin import Slack


async def main(port: int) -> None:
    """Serve until cancelled."""
    async with Slack(port=port) as slack:
        for name, value in slack.env.items():
            print(f"{name}={value}")  # noqa: T201 - the caller reads it
        print("ready", flush=True)  # noqa: T201 - the caller reads it
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(main(parser.parse_args().port))
