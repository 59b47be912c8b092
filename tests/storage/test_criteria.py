"""What a query and its filters mean, and that the index never hides a move that answers."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.criteria import Clause, Filters, Query, matches, move_terms, terms
from tests.storage.builders import DIRECTORY, NOW, a_move, a_report

OPENAI, TML, GOOGLE = (Query("company", key) for key in ("openai", "thinking-machines", "google"))
LISTS = {"portfolio": (OPENAI, Query("person", "mira murati"))}


ANY = Filters()


def hears(query: Query, filters: Filters = ANY, **move) -> bool:
    return matches(query, filters, a_move(**move), a_report(), directory=DIRECTORY, lists=LISTS)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (OPENAI, True),
        (TML, True),
        (GOOGLE, False),
        (Query("all"), True),
        (Query("person", "luke metz"), True),
        (Query("person", "brett zoph"), True),  # another spelling of the given name
        (Query("person", "b zoph"), True),
        (Query("person", "kim zoph"), False),
        (Query("corridor", parts=(TML, OPENAI)), True),
        (Query("corridor", parts=(OPENAI, TML)), False),
        (Query("corridor", parts=(TML, Query("all"))), True),
        (Query("list", "portfolio"), True),
        (Query("list", "nothing"), False),
        (Query("sector", "ai"), True),
        (Query("sector", "fintech"), False),
        (Query("any", parts=(GOOGLE, OPENAI)), True),
        (Query("text", "fondateurs"), True),
        (Query("text", "fondateur"), False),  # whole words only
        (Query("role", "cto"), False),
    ],
)
def test_what_a_query_is_about(query: Query, expected: bool) -> None:
    assert hears(query) is expected


def test_parents_hear_of_what_they_own() -> None:
    """A watch on Google hears of Google DeepMind, never the other way round."""
    assert hears(GOOGLE, to_org="Google DeepMind")
    assert not hears(Query("company", "google-deepmind"), to_org="Google")


def test_a_post_goes_by_many_names() -> None:
    """A CTO is a chief technology officer and a directrice technique; an aircraft director is none."""
    cto_at_ai = Query("role", "cto", parts=(Query("sector", "ai"),))
    assert hears(cto_at_ai, role="Chief Technology Officer")
    assert hears(cto_at_ai, role="directrice technique")
    assert not hears(cto_at_ai, role="director")
    assert not hears(cto_at_ai, role="CTO", to_org="Stripe", from_org="Acme")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters("in"), True),
        (Filters("out"), False),
        (Filters(conf=0.95), False),
        (Filters(since=NOW), True),
        (Filters(until=NOW), False),
        (Filters(since=NOW + timedelta(seconds=1)), False),
        (Filters(clauses=(Clause("type", ("leave", "return")),)), True),
        (Filters(clauses=(Clause("type", ("poach",)),)), True),
        (Filters(clauses=(Clause("type", ("return",)), Clause("lang", ("en",)))), False),
        (Filters(clauses=(Clause("type", ("return",), negated=True),)), False),
        (Filters(clauses=(Clause("status", ("reported",)),)), True),
        (Filters(clauses=(Clause("level", ("c", "founder")),)), False),
        (Filters(clauses=(Clause("source", ("quotidien.example",)),)), True),
        (Filters(clauses=(Clause("source", ("Le Quotidien",)),)), True),
        (Filters(clauses=(Clause("source", ("tidien.example",)),)), False),
        (Filters(clauses=(Clause("source", ("x.com",), negated=True),)), True),
    ],
)
def test_filters(filters: Filters, expected: bool) -> None:
    """Values are alternatives, filters add up, a minus turns one round."""
    assert hears(OPENAI, filters) is expected


names = st.sampled_from(
    ["openai", "google", "google-deepmind", "mistral-ai", "acme labs", "luke metz", "ai", "fondateurs", "cto"]
)
leaves = st.builds(Query, st.sampled_from(["company", "person", "sector", "text", "role", "all"]), names) | st.just(
    Query("list", "portfolio")
)
queries = (
    leaves
    | st.builds(lambda a, b: Query("corridor", parts=(a, b)), leaves, leaves)
    | st.builds(lambda *parts: Query("any", parts=parts), leaves, leaves)
)
orgs = st.sampled_from(["OpenAI", "Google DeepMind", "Mistral", "Acme Labs", "月之暗面", None])


@given(
    queries,
    orgs,
    orgs,
    st.sampled_from([(), ("Luke Metz",), ("L. Metz",), ("吴泳铭",)]),
    st.sampled_from([None, "CTO", "cto fondateurs"]),
)
def test_the_index_never_hides_a_move(
    query: Query, left: str | None, to: str | None, people: tuple[str, ...], role: str | None
) -> None:
    """Whatever matches shares a term, so looking terms up finds every watch that wants the move."""
    move, report = a_move(from_org=left, to_org=to, people=people, role=role), a_report()
    if matches(query, Filters(), move, report, directory=DIRECTORY, lists=LISTS):
        assert terms(query, LISTS, DIRECTORY) & move_terms(move, report, DIRECTORY)


@given(queries)
def test_criteria_survive_the_database(query: Query) -> None:
    """What is stored is read back the same."""
    assert Query.from_data(query.to_data()) == query
    filters = Filters("in", (Clause("type", ("join",), negated=True),), 0.8, NOW, None)
    assert Filters.from_data(filters.to_data()) == filters
