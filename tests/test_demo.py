"""The demo does what the README promises, as a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_demo_shows_the_main_job() -> None:
    """Without a terminal it shows one alert for the founding story, edits it for the second outlet, answers, and ends well."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo"], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=80
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    shown = done.stdout
    assert shown.count("Return · 3 people · Thinking Machines Lab → OpenAI") == 2, "once as an alert, once edited"
    assert "Also reported by The Bay Ledger" in shown
    assert shown.count("┌─ #talent · Moves ─") == shown.count("┌─ #talent · Moves") - 1
    assert "/moves openai" in shown
    for hard in ("consortium", "mistral souffle", "Meta-analysis", "Striker", "agent-standard", "talent-wars"):
        assert hard not in shown.split("/moves watch meta")[1]
