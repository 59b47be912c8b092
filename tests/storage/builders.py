"""Moves, reports and a small directory, built with only what matters."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.directory import Company, Directory, Known, Pack
from storage.keys import name_key
from storage.models import Move, MoveRow, Report, ReportRow
from storage.movers import mover

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

DIRECTORY = Directory.of(
    [
        Company("openai", "OpenAI", ("Open AI",), sectors=("ai",)),
        Company("thinking-machines", "Thinking Machines Lab", ("TML", "Thinking Machines"), sectors=("ai",)),
        Company("alphabet", "Alphabet"),
        Company("google", "Google", parent="alphabet", sectors=("tech",)),
        Company("google-deepmind", "Google DeepMind", ("DeepMind",), parent="google", sectors=("ai",)),
        Company("mistral-ai", "Mistral AI", ("Mistral",), sectors=("ai",)),
        Company("watch", "Watch"),
        Company("stripe", "Stripe", sectors=("fintech",)),
    ],
    [Known("Wu Yongming", ("Eddie Wu", "吴泳铭"))],
    [Pack("ai-labs", {"en": "AI labs", "fr": "Laboratoires d’IA"}, ("openai", "mistral-ai"))],
)


def a_move(**values: Any) -> Move:
    """Three founders return to OpenAI, unless told otherwise; keys follow from the names."""
    base: dict[str, Any] = {
        "people": ("Barret Zoph", "Luke Metz", "Sam Schoenholz"),
        "from_org": "Thinking Machines Lab",
        "to_org": "OpenAI",
        "kind": "return",
        "status": "reported",
        "confidence": 0.9,
        "lang": "fr",
        "said_at": NOW,
        "seen_at": NOW,
        "changed_at": NOW,
        **values,
    }
    for end in ("from", "to"):
        base.setdefault(f"{end}_key", DIRECTORY.company_key(base[f"{end}_org"]) if base[f"{end}_org"] else None)
    return Move(**base)


def a_report(**values: Any) -> Report:
    """A report of a move in a French outlet."""
    base = {
        "move_id": 1,
        "story_key": "s1",
        "outlet": "Le Quotidien",
        "url": "https://www.quotidien.example/tech/1",
        "title": "Trois fondateurs de Thinking Machines Lab retournent chez OpenAI",
        "lang": "fr",
        "published_at": NOW,
        "seen_at": NOW,
    }
    return Report(**{**base, **values})


async def stored(session: AsyncSession, move: Move, *reports: Report) -> Move:
    """Store a move with its people and reports; a report is made where none is given."""
    row = MoveRow(**move.model_dump(exclude={"id"}))
    session.add(row)
    await session.flush()
    for name in move.people:
        session.add(mover(row.id or 0, name_key(name), name))
    for number, report in enumerate(reports or [a_report(published_at=move.said_at, seen_at=move.said_at)]):
        session.add(ReportRow(**report.model_dump(exclude={"id"}) | {"move_id": row.id, "story_key": f"{row.id}-{number}"}))
    await session.flush()
    return Move.of(row)
