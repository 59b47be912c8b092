"""Several moves in one message: a burst, or the backlog of a channel that works again."""

from collections.abc import Sequence

from handlers import mrkdwn
from handlers.mrkdwn import Message
from handlers.texts import Texts
from handlers.views.sentence import sentence
from storage.models import Move

LINES = 40
_LINE = 250


def bundle_message(moves: Sequence[Move], texts: Texts, title: str = "") -> Message:
    """One message with one line for each move and a button that opens its alert; `title` in plain text, else the count."""
    blocks = [mrkdwn.header(title or texts("bundle-title", n=len(moves)))]
    blocks += [
        mrkdwn.section(_line(move, texts), accessory=mrkdwn.button(texts("button-open"), "bundle_open", str(move.id)))
        for move in moves[:LINES]
    ]
    if (more := len(moves) - LINES) > 0:
        blocks.append(mrkdwn.context(texts("bundle-more", n=more)))
    first = sentence(moves[0], texts, mrkdwn.escape) if moves else "–"
    return Message(text=mrkdwn.truncate(texts("bundle-text", n=len(moves), first=f"{first}."), mrkdwn.TEXT), blocks=blocks)


def _line(move: Move, texts: Texts) -> str:
    """The sentence with its names in bold where it is short, and always cut before it could fill the message."""
    bold = sentence(move, texts, mrkdwn.bold)
    if len(bold) <= _LINE:
        return bold + "."
    few = move.model_copy(update={"people": move.people[:2], "role": None})
    return sentence(few, texts, lambda text, _: mrkdwn.escape(text, 40)) + "…"
