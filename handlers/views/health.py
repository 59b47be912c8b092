"""How a workspace's feeds, watches, deliveries and alerts stand."""

from dataclasses import dataclass

from handlers import mrkdwn
from handlers.mrkdwn import Message
from handlers.texts import Texts
from handlers.views.feeds import counts, feed_line
from storage.attention import Attention
from storage.corrections import Precision
from storage.feed_health import Health


@dataclass(frozen=True, slots=True)
class Standing:
    """What is counted.

    Attributes:
        feeds: of the workspace.
        stories: how many were read in the last seven days.
        watches: how many there are.
        attention: what somebody should look at.
        unsent: messages that are still to be sent, those that wait for a channel included.
        precision: how many of the judged alerts were right.
    """

    feeds: Health
    stories: int
    watches: int
    attention: Attention
    unsent: int
    precision: Precision


def health_message(standing: Standing, texts: Texts) -> Message:
    """A line for each part, then the feeds that fail."""
    needs = standing.attention
    lines = [
        counts(standing.feeds, texts),
        texts("health-stories", n=standing.stories),
        texts("health-watches", n=standing.watches, broken=len(needs.broken), paused=len(needs.paused)),
        texts("health-unsent", n=standing.unsent),
        texts("precision", percent=str(standing.precision.percent), n=standing.precision.judged),
    ]
    said = "\n".join(f"• {line}" for line in lines)
    failing = [mrkdwn.section(feed_line(feed, texts)) for feed in needs.feeds]
    text = texts("under-title", title=texts("health-title"), said=said)
    title = texts("under-title", title=f"*{texts('health-title')}*", said=said)
    return Message(text=mrkdwn.truncate(text, mrkdwn.TEXT), blocks=[mrkdwn.section(title), *failing])
