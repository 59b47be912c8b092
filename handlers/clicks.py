"""Clicks in messages: acknowledged at once, then answered to whoever clicked."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.context import Context, Forms
from handlers.errors import UserError
from handlers.incoming import context_of
from handlers.mrkdwn import Message, section
from handlers.services import Services
from handlers.showing import show_forms
from handlers.views.problem import problem

Answer = Callable[[Context, dict[str, Any]], Awaitable[Message | Forms | None]]
"""Answers a click, given as Slack's action; None where a modal was opened. Raises UserError for what the person can mend."""


def listener(services: Services, answer: Answer, *, in_place: bool = False) -> Callable[..., Awaitable[None]]:
    """Make a Bolt listener of a function that answers a click.

    Args:
        services: everything of ours.
        answer: the function.
        in_place: whether the answer takes the place of the message with the button, which was for one person alone.
    """

    async def listen(
        ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        await ack()
        asked = await context_of(services, client, context, body)
        message: Message | Forms | None
        try:
            message = await answer(asked, body["actions"][0])
        except UserError as error:
            message = problem(error, asked.texts, asked.reference)
        if isinstance(message, Forms):
            await show_forms(message, asked, respond, replace=in_place)
        elif message is not None:
            await tell(respond, message, in_place=in_place)

    return listen


async def tell(respond: AsyncRespond, message: Message, *, in_place: bool = False) -> None:
    """Answer whoever clicked: below the message that stays as it is, or in its place."""
    blocks = message.get("blocks")
    if in_place:
        await respond(text=message["text"], blocks=blocks, replace_original=True)
    else:
        await respond(text=message["text"], blocks=blocks, response_type="ephemeral", replace_original=False)


def line(said: str) -> Message:
    """A message of one paragraph of mrkdwn."""
    return Message(text=said, blocks=[section(said)])
