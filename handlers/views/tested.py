"""What would be made of a text: the answer to `/moves test`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers import mrkdwn
from handlers.mrkdwn import Message
from handlers.texts import Texts
from handlers.views.alert import lang_name, quoted
from handlers.views.sentence import sentence
from handlers.views.why import stage_lines
from storage.models import Move, Watch

_MOVES = 8
_WATCHES = 20


@dataclass(frozen=True, slots=True)
class Tested:
    """What the reader made of a text, and the watches that would alert."""

    read: dict[str, Any]
    moves: tuple[Move, ...]
    fires: tuple[Watch, ...]


def tested_message(tested: Tested, texts: Texts) -> Message:
    """The verdict, its moves with the sentences they rest on, the watches, and the reader's notes."""
    lang = lang_name(tested.read.get("lang", ""), texts) or "?"
    verdict = _verdict(tested.moves, texts)
    lines = [verdict, texts("test-score", score=round(float(tested.read.get("score", 0)), 2), lang=lang)]
    if reason := tested.read.get("reason"):
        lines.append(texts("test-reason", reason=mrkdwn.escape(reason, 300)))
    blocks = [mrkdwn.section("\n".join(lines))]
    blocks += [mrkdwn.section(_move(move, texts)) for move in tested.moves[:_MOVES]]
    blocks.append(mrkdwn.section("\n".join(_fires(tested.fires, texts))))
    if notes := stage_lines(tested.read.get("trace", ()), texts):
        blocks.append(mrkdwn.context("\n".join([f"*{texts('why-all')}*", *notes])))
    return Message(text=verdict, blocks=blocks)


def _verdict(moves: Sequence[Move], texts: Texts) -> str:
    if not moves:
        return texts("test-none")
    if len(moves) == 1:
        return texts("test-move", sentence=sentence(moves[0], texts, mrkdwn.escape))
    return texts("test-moves", n=len(moves))


def _move(move: Move, texts: Texts) -> str:
    said = f"*{texts('kind', kind=move.kind)}*: {sentence(move, texts, mrkdwn.escape)}."
    return f"{said}\n> {quoted(move.evidence, move.lang, texts)}" if move.evidence else said


def _fires(fires: Sequence[Watch], texts: Texts) -> list[str]:
    lines = [texts("test-fires", n=len(fires))]
    for watch in fires[:_WATCHES]:
        place = f"<#{watch.channel_id}>" if watch.channel_id.startswith(("C", "G")) else f"<@{watch.owner_id}>"
        lines.append(
            texts("test-watch", number=str(watch.number), expression=mrkdwn.escape(watch.expression, 200), channel=place)
        )
    if (more := len(fires) - _WATCHES) > 0:
        lines.append(texts("why-more-watches", n=more))
    return lines
