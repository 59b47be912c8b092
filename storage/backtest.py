"""What a watch would have told: counted before it is made, so that nobody is surprised by its noise."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Filters, Query
from storage.directory import Directory
from storage.search import Hit, Search, find

DAYS = 90
NOISY_PER_DAY = 5.0
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Backtest:
    """How many alerts there would have been over `DAYS`, and the newest of them."""

    alerts: int
    newest: tuple[Hit, ...]

    @property
    def per_week(self) -> float:
        """Alerts a week."""
        return self.alerts * 7 / DAYS

    @property
    def per_day(self) -> float:
        """Alerts a day."""
        return self.alerts / DAYS

    @property
    def is_noisy(self) -> bool:
        """Whether people would tire of it."""
        return self.per_day > NOISY_PER_DAY


async def backtest(
    session: AsyncSession, team_id: str, query: Query, filters: Filters, *, directory: Directory, now: datetime
) -> Backtest:
    """Try a query with its filters on what was stored over the last `DAYS` days."""
    past = replace(filters, since=now - timedelta(days=DAYS), until=None)
    found = await find(session, Search(team_id, query, past, limit=SHOWN), directory)
    return Backtest(found.total, found.hits)
