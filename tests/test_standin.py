"""The stand-in itself, against the real slack-bolt and slack_sdk: else nothing that it proves would count."""

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_standin import Slack
from tests.slack_standin.state import APP_TOKEN, BOT_TOKEN


def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(BOT_TOKEN, base_url=f"{slack.url}/api/", retry_handlers=[])


async def test_a_command_is_answered_over_a_socket() -> None:
    """A real Bolt app connects, hears the command and answers with its ack."""
    async with Slack() as slack:
        app = AsyncApp(client=client(slack))

        @app.command("/moves")
        async def moves(ack, command) -> None:
            await ack(f"you said {command['text']}")

        handler = AsyncSocketModeHandler(app, APP_TOKEN)
        await handler.connect_async()
        try:
            assert await slack.slash("openai") == [{"text": "you said openai"}]
        finally:
            await handler.close_async()  # else its tasks would keep the loop from ending


async def test_messages_are_stored_and_edited() -> None:
    """Posting, editing and refusing work as with Slack."""
    async with Slack() as slack:
        web = client(slack)
        posted = await web.chat_postMessage(channel="CGENERAL", text="one")
        await web.chat_update(channel="CGENERAL", ts=posted["ts"], text="two")
        assert [(m.text, m.edits) for m in slack.messages()] == [("two", 1)]
        slack.state.channels["CGENERAL"].archived = True
        with pytest.raises(SlackApiError, match="is_archived"):
            await web.chat_postMessage(channel="CGENERAL", text="three")


async def test_a_connection_can_break_after_the_message_was_stored() -> None:
    """The caller sees an error, the channel has the message: the case that posts twice when handled badly."""
    async with Slack() as slack:
        slack.fail("chat.postMessage", drop=True, after_effect=True)
        with pytest.raises(Exception, match="Server disconnected"):
            await client(slack).chat_postMessage(channel="CGENERAL", text="one")
        assert [m.text for m in slack.messages()] == ["one"]


async def test_blocks_beyond_the_limits_are_refused() -> None:
    """A header of 151 characters is no header."""
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    async with Slack() as slack:
        with pytest.raises(SlackApiError, match="invalid_blocks"):
            await client(slack).chat_postMessage(channel="CGENERAL", text="one", blocks=blocks)
