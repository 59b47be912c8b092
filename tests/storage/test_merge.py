"""What one more account changes in a known move."""

from storage.merge import as_reversed, merged
from storage.models import Move
from tests.storage.builders import DIRECTORY, a_move


def after(known: Move, told: Move) -> Move:
    return merged(known, told, DIRECTORY).move


def test_what_was_missing_is_filled_in() -> None:
    """An origin and a role that only the second outlet tells."""
    known = a_move(from_org=None, role=None)
    result = merged(known, a_move(role="researcher"), DIRECTORY)
    assert (result.move.from_key, result.move.role, result.move.reports) == ("thinking-machines", "researcher", 2)
    assert set(result.changes) == {"from_org", "from_key", "role"}


def test_people_are_kept_as_first_told_and_newcomers_come_last() -> None:
    """Spellings of one person are one person; a bare family name gives way to the full one."""
    known = a_move(people=("Zoph", "Luke Metz"))
    assert after(known, a_move(people=("Sam Schoenholz", "Barret Zoph"))).people == ("Barret Zoph", "Luke Metz", "Sam Schoenholz")
    assert after(a_move(people=("Barret Zoph",)), a_move(people=("Brett Zoph",))).people == ("Barret Zoph",)


def test_a_confirmation_counts_over_a_report_and_a_denial_over_both() -> None:
    """A mere report changes nothing that is established."""
    reported, confirmed, denied = (a_move(status=status) for status in ("reported", "confirmed", "denied"))
    assert after(reported, confirmed).status == "confirmed"
    assert after(confirmed, reported).status == "confirmed"
    assert after(confirmed, denied).status == "denied"
    assert after(denied, confirmed).status == "confirmed"


def test_leaving_becomes_joining_once_the_destination_is_told() -> None:
    """And keeps where they left from."""
    left = a_move(kind="leave", to_org=None)
    move = after(left, a_move(kind="join", from_org=None))
    assert (move.kind, move.from_key, move.to_key) == ("join", "thinking-machines", "openai")


def test_a_post_left_in_one_house_makes_no_move_from_it_to_itself() -> None:
    """A promotion told as leaving a post stays a promotion."""
    promoted = a_move(kind="promote", from_org=None, to_org="Stripe", people=("Jane Roe",))
    left = a_move(kind="leave", from_org="Stripe", to_org=None, people=("Jane Roe",))
    assert after(promoted, left).from_key is None
    assert (after(left, promoted).kind, after(left, promoted).from_key, after(left, promoted).to_key) == (
        "promote",
        None,
        "stripe",
    )


def test_a_known_organisation_takes_the_place_of_words_taken_for_one() -> None:
    """So that those who watch it hear of the move."""
    vague = a_move(to_org="The ChatGPT maker", to_key="the chatgpt maker")
    assert after(vague, a_move()).to_key == "openai"
    assert after(a_move(), vague).to_key == "openai"


def test_a_reversal_is_kept_with_its_reason() -> None:
    """The history says which move undid it."""
    result = as_reversed(a_move(id=1), by=a_move(id=2, kind="leave"))
    assert (result.move.status, result.move.history[-1]["by"]) == ("reversed", 2)
    assert after(result.move, a_move(status="confirmed")).status == "reversed"
