"""What people type and what they are answered, through the real Bolt app, in English and French."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from storage import people
from storage.database import Database
from storage.models import CorrectionRow, EntryRow, FeedRow, MentionRow
from storage.wanting import wanting
from tests.handlers.room import PEOPLE, TEAM, Room, buttons, seen
from tests.storage.builders import NOW, a_move, a_report, stored

PEOPLE_OF_EVIL = "<!channel> *Jane*"


@pytest.fixture
async def room(sqlite_db: Database) -> Room:
    """A workspace where four people moved."""
    async with sqlite_db.transaction() as session:
        await stored(session, a_move(said_at=NOW - timedelta(days=3)))
        left = a_move(people=("Jane Roe",), from_org="OpenAI", to_org="Mistral", kind="join", status="confirmed", role="CTO")
        await stored(session, left.model_copy(update={"said_at": NOW - timedelta(days=10)}), a_report(outlet="The Wire"))
    return await Room(sqlite_db).install()


async def test_a_question_is_answered_in_counted_words(room: Room) -> None:
    """Who came, who left, with outlets, the counting rule and the period."""
    answer = await room.say("openai 30d")
    assert answer["response_type"] == "ephemeral"
    assert "OpenAI: 3 joined, 1 left, press-reported, n = 4 since 25 Oct 2026, each person counted once." in answer["text"]
    shown = seen(answer)
    assert shown.index("Barret Zoph") < shown.index("Jane Roe")
    assert "The Wire" in shown
    assert buttons(answer)["Share in channel"] == "openai 30d"


async def test_french_is_answered_in_french(room: Room) -> None:
    """The words, dates and inflections are those of the person's Slack locale."""
    answer = await room.say("open ai depuis:30j", user="UBOB")
    assert (
        "OpenAI : 3 arrivées, 1 départ, selon la presse, n = 4 depuis le 25 oct. 2026, chaque personne comptée une fois."
        in answer["text"]
    )
    assert "Partager dans le canal" in buttons(answer)
    assert "Suivi 1" in (await room.say("suivre openai", user="UBOB"))["text"]


async def test_no_hits_say_what_was_read(room: Room) -> None:
    """Silence is explained by how much was read."""
    async with room.db.transaction() as session:
        session.add(FeedRow(id=1, url="https://f.example", created_at=NOW, next_check_at=NOW))
        await session.flush()
        for n in range(2):
            session.add(EntryRow(id=n + 1, feed_id=1, key=str(n), story_key=str(n), seen_at=NOW))
            await session.flush()
            session.add(MentionRow(entry_id=n + 1, company_key="google", seen_at=NOW))
    answer = await room.say("google 30d")
    assert "Google: 0 moves since 25 Oct 2026; 2 stories naming it were read" in answer["text"]


async def test_a_slip_is_answered_with_what_was_meant(room: Room) -> None:
    """The nearest names are buttons that do it; the words can be watched all the same."""
    answer = await room.say("watch opnai type:join")
    assert "“opnai”" in answer["text"]
    offered = buttons(answer)
    assert offered == {"OpenAI": 'watch company:"OpenAI" type:join', "Watch the words": 'watch text:"opnai" type:join'}
    pressed = await room.say(offered["OpenAI"])
    assert "Watch 1: OpenAI" in pressed["text"]


async def test_what_nobody_knows_can_be_watched(room: Room) -> None:
    """Without a near name the words are watched, and the answer says so."""
    answer = await room.say("watch Helsingør Robotics")
    assert "looks for these words" in seen(answer)
    async with room.db.reading() as session:
        move = a_move(to_org="Helsingør Robotics", to_key="helsingør robotics")
        assert await wanting(session, move, a_report(), watches_directory(), NOW)


def watches_directory() -> Any:
    from tests.storage.builders import DIRECTORY

    return DIRECTORY


async def test_a_watch_says_what_it_will_do(room: Room) -> None:
    """What was resolved, where it tells, what it would have told, and the way back."""
    room.answers["conversations.info"] = {"channel": {"is_member": False}}
    answer = await room.say("watch TML conf:0.8 ping:<@UCAROL>")
    shown = seen(answer)
    assert "*Thinking Machines Lab* in this channel" in shown
    assert "TML" in shown
    assert "/invite <@UBOT>" in shown
    assert "would have alerted 1 time in 90 days, about 0.1 a week" in answer["text"]
    assert buttons(answer)["Undo"] == "unwatch 1"
    assert "already" in (await room.say("watch thinking machines conf:0.8"))["text"]
    assert "is removed" in (await room.say("unwatch 1"))["text"]
    assert "Nothing is watched" in (await room.say("watches"))["text"]


async def test_watches_are_listed_with_owner_and_hits(room: Room) -> None:
    """Number, expression, channel, owner, hits, state."""
    await room.say("watch openai -type:board")
    await room.say("pause 1")
    shown = seen(await room.say("watches"))
    assert "`OpenAI -type:board`" in shown
    assert "<@UALICE>" in shown
    assert "Paused" in shown
    assert "works again" in (await room.say("resume openai"))["text"]


async def test_names_like_commands_can_be_meant(room: Room) -> None:
    """A company called like a verb is reached with a prefix."""
    assert "Watch 1: Watch in this channel" in (await room.say("watch company:watch"))["text"]
    listed = seen(await room.say("watches"))
    assert 'company:"Watch"' in listed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("openai typ:join", "type:"),
        ("unwatch 99", "no watch 99"),
        ("unwatch stripe", "not watched"),
        ("sam out", "know no company"),
        ("all out", "need a company"),
        ("@nolist", "no list @nolist"),
        ("list @p add xx, yy", "List @p"),
        ("help nonsense", "no command"),
        ("settings colour red", "no setting"),
        ("watch openai to:#x", "no channel"),
    ],
)
async def test_mistakes_are_answers(room: Room, text: str, said: str) -> None:
    """Each mistake says what happened and what to type next."""
    assert said in (await room.say(text))["text"]


async def test_help_names_what_is_built_in_the_readers_words(room: Room) -> None:
    """Verbs without a handler are not in the help."""
    english, french = await room.say("help"), await room.say("aide", user="UBOB")
    assert "/moves watch" in english["text"]
    assert "/moves suivre" in french["text"]
    assert "/moves share" not in english["text"]
    assert "type:" in seen(await room.say("help watch"))


async def test_a_team_that_corrected_a_move_no_longer_finds_it(room: Room) -> None:
    """Wrong moves are left out for that team."""
    async with room.db.transaction() as session:
        session.add(CorrectionRow(team_id="T1", move_id=1, verdict="wrong", what="not_a_move", at=NOW))
        session.add(
            CorrectionRow(
                team_id="T1", move_id=2, verdict="wrong", what="company", changes={"to_org": "Stripe", "to_key": "stripe"}, at=NOW
            )
        )
    assert "nobody joined, 1 left" in (await room.say("openai"))["text"]
    assert "1 joined" in (await room.say("stripe"))["text"]
    assert "0 moves" in (await room.say("mistral"))["text"]


async def test_lists_stand_for_what_is_in_them(room: Room) -> None:
    """Made, asked for, watched, changed."""
    assert "OpenAI and Stripe" in (await room.say("list @Portfolio add openai, stripe"))["text"]
    assert "3 joined, 1 left" in (await room.say("@portfolio"))["text"]
    await room.say("watch @portfolio")
    await room.say("list @portfolio rm openai")
    async with room.db.reading() as session:
        assert not await wanting(session, a_move(), a_report(), watches_directory(), NOW)


async def test_who_may_change_a_watch(room: Room) -> None:
    """Members by default; owners and admins where an admin said so; every change is in the log."""
    await room.say("watch openai", user="UCAROL")
    assert (
        "paused" in (await room.say("pause 1", user="UBOB"))["text"]
        or "suspendu" in (await room.say("pause 1", user="UBOB"))["text"]
    )
    assert "admin" in (await room.say("settings edit owners", user="UCAROL"))["text"]
    assert "Changed" in (await room.say("settings edit owners"))["text"]
    assert "<@UCAROL>" in (await room.say("resume 1", user="UBOB"))["text"]
    assert "works again" in (await room.say("resume 1", user="UCAROL"))["text"]
    assert "removed" in (await room.say("unwatch 1"))["text"]
    log = seen(await room.say("log"))
    assert log.index("removed watch 1") < log.index("changed the setting edit") < log.index("made watch 1")


async def test_alerts_are_not_sent_where_one_is_not(room: Room) -> None:
    """Nobody can have alerts posted in a channel that they are not in."""
    room.answers["conversations.members"] = {"members": ["UBOB"]}
    assert "channel that you are in" in (await room.say("watch openai to:<#C9|secret>"))["text"]


async def test_without_permission_to_ask_people_read_english(room: Room) -> None:
    """A missing scope costs the language, not the answer; nothing is asked twice while it is known."""
    await room.say("help")
    await room.say("help")
    assert len(room.called("users.info")) == 1
    room.answers["users.info"] = {"error": "missing_scope"}
    assert "What /moves can do" in (await room.say("help", user="UBOB"))["text"]
    assert PEOPLE["UBOB"]["locale"] == "fr-FR"


async def test_outside_names_format_nothing(room: Room) -> None:
    """A mover called like a mention pings nobody."""
    async with room.db.transaction() as session:
        await stored(session, a_move(people=(PEOPLE_OF_EVIL,), to_org="Stripe", from_org=None))
    answer = await room.say("stripe")
    assert "<!channel>" not in answer["text"] + seen(answer)


async def test_a_changed_language_counts_at_once(room: Room) -> None:
    """Slack tells of it; people who never asked anything are not stored."""
    assert "What /moves can do" in (await room.say("help"))["text"]
    for user in ("UALICE", "UBOB"):
        changed = {"type": "user_change", "user": {"id": user, "locale": "fr-FR", "tz": "Europe/Paris"}}
        await room.send({"type": "event_callback", "event_id": user, "event": changed})
    async with asyncio.timeout(5):
        while "Ce que" not in (await room.say("help"))["text"]:  # noqa: ASYNC110 - what is waited for is an answer
            await asyncio.sleep(0.01)
    async with room.db.reading() as session:
        assert await people.find(session, "T1", "UBOB") is None


@pytest.mark.parametrize(
    ("typed", "meant", "user"),
    [("wach openai", "/moves watch openai", "UALICE"), ("suivrre openai", "/moves suivre openai", "UBOB")],
)
async def test_a_mistyped_verb_offers_the_command(room: Room, typed: str, meant: str, user: str) -> None:
    """A question about no known name that begins nearly like a verb is asked back, and one click does what was meant."""
    answer = await room.say(typed, user=user)
    assert meant.rsplit(" ", 1)[0] in answer["text"]
    assert buttons(answer)[meant] == meant.removeprefix("/moves ")
    assert f'text:"{typed}"' in buttons(answer).values()


async def test_words_that_are_no_verb_are_sought(room: Room) -> None:
    """A name that is like no verb is still looked for as words."""
    assert "so I looked for these words" in (await room.say("zyxwell analytics"))["text"]


async def test_health_counts_and_tells_the_precision(room: Room) -> None:
    """Feeds, watches, what waits and how many alerts were right, in the reader's language."""
    async with room.db.transaction() as session:
        failing = {"failures": 4, "error": "HTTP 500", "checked_at": NOW, "failing_since": NOW}
        session.add(
            FeedRow(id=1, url="https://f.example", title="Ledger", created_at=NOW, next_check_at=NOW, shared=True, **failing)
        )
        for number, verdict in ((1, "right"), (2, "wrong")):
            session.add(CorrectionRow(team_id=TEAM, move_id=number, verdict=verdict, by="UALICE", at=NOW))
    await room.say("watch openai")
    answer = await room.say("health")
    for part in ("1 feed, 0 healthy", "1 watch", "Nothing waits to be sent", "50 % right of 2 alerts"):
        assert part in answer["text"]
    assert "HTTP 500" in seen(answer)
    assert "1 suivi" in (await room.say("sante", user="UBOB"))["text"]


async def test_an_unknown_broadcast_says_which_there_are(room: Room) -> None:
    """A wrong value of a setting is answered with the values it can have."""
    assert "`confirmation` or `always`" in (await room.say("settings broadcast sometimes"))["text"]


async def test_direct_messages_are_the_place_of_what_is_told_to_me(room: Room) -> None:
    """What is watched with to:me is listed, and paused by name, where it is told."""
    await room.say("watch openai to:me")
    assert "OpenAI" in seen(await room.say("watches", channel="D1"))
    assert "paused" in (await room.say("pause openai", channel="D1"))["text"]
