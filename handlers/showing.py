"""Answers with several forms: the richest one that Slack takes is shown, pictures and files go along."""

import structlog
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import mrkdwn
from handlers.charts import Chart, PictureError, picture
from handlers.context import Context, File, Forms
from handlers.mrkdwn import Message

_OK = 200
_log = structlog.get_logger(__name__)


async def show_forms(forms: Forms, context: Context, respond: AsyncRespond, *, replace: bool = False) -> None:
    """Show an answer after its acknowledgement: its file first, then its message, then the picture of its chart."""
    if forms.file and (refused := await _send(forms.file, context, context.user_id)):
        await _first_taken((_said(_refusal(refused, context)),), respond, replace=replace)
        return
    taken = await _first_taken(forms.messages, respond, replace=replace)
    if forms.chart and taken is not None and (taken or forms.is_picture):
        everybody = forms.messages[0].get("response_type") == "in_channel"
        await _send_picture(forms.chart, context, respond, everybody=everybody)


async def _first_taken(messages: tuple[Message, ...], respond: AsyncRespond, *, replace: bool) -> int | None:
    """Show the first form that Slack takes and say which it was; None where it took none."""
    plain = Message(text=messages[-1]["text"], response_type=messages[-1].get("response_type", "ephemeral"))
    for place, message in enumerate((*messages, plain)):
        try:
            answer = await respond({"response_type": "ephemeral", **message, "replace_original": replace})
        except (SlackClientError, OSError, TimeoutError) as error:
            _log.warning("answer not shown", error=str(error).splitlines()[0])
            return None
        if answer.status_code == _OK:
            return place
        _log.info("form refused", place=place, status=answer.status_code, answer=str(answer.body)[:200])
    return None


async def _send_picture(chart: Chart, context: Context, respond: AsyncRespond, *, everybody: bool) -> None:
    try:
        file = File("moves.png", await picture(chart), chart.title)
    except (PictureError, OSError) as error:
        _log.warning("picture not drawn", error=str(error))
        return
    refused = await _send(file, context, context.channel_id if everybody else context.user_id, alt=chart.alt)
    if refused or not everybody:
        text = _refusal(refused, context) if refused else context.texts("picture-sent")
        await _first_taken((_said(text),), respond, replace=False)


def _refusal(code: str, context: Context) -> str:
    return context.texts("file-refused", reason=code)


def _said(text: str) -> Message:
    return Message(text=text, blocks=[mrkdwn.section(text)])


async def _send(file: File, context: Context, place: str, *, alt: str = "") -> str:
    """Upload a file to a channel or to a person's direct messages; Slack's error where it does not take it, else nothing."""
    try:
        channel = place
        if place.startswith(("U", "W")):
            channel = (await context.client.conversations_open(users=place))["channel"]["id"]
        await context.client.files_upload_v2(
            channel=channel,
            filename=file.name,
            content=file.data,
            title=file.title,
            alt_txt=mrkdwn.truncate(alt, 1000) or None,
            request_file_info=False,
        )
    except SlackApiError as error:
        _log.warning("file refused", error=error.response.get("error"), name=file.name)
        return str(error.response.get("error") or "unknown")
    except (SlackClientError, OSError, TimeoutError) as error:
        _log.warning("file not sent", error=str(error).splitlines()[0], name=file.name)
        return "unreachable"
    return ""
