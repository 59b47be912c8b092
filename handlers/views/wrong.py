"""The form that asks what is wrong with an alert, and what would be right."""

import json
from collections.abc import Mapping
from typing import Any

from handlers import mrkdwn
from handlers.mrkdwn import Block
from handlers.texts import Texts
from handlers.views.sentence import sentence
from storage.corrections import WRONGS, Precision
from storage.models import KINDS, Move

CALLBACK = "alert_wrong_form"
WHAT = "wrong_what"
LONGEST = 1000  # characters of one field

View = dict[str, Any]


def wrong_view(move: Move, texts: Texts, *, channel_id: str, what: str = "") -> View:
    """The form: first what is wrong; once that is chosen, fields for the right value, filled with what the alert says."""
    blocks = [mrkdwn.section(sentence(move, texts, mrkdwn.escape) + "."), _choice(what, texts), *_fields(move, what, texts)]
    if what:
        blocks.append(mrkdwn.context(texts("wrong-effect", what=what)))
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": mrkdwn.plain(texts("wrong-title"), mrkdwn.VIEW_TITLE),
        "submit": mrkdwn.plain(texts("wrong-send"), mrkdwn.VIEW_TITLE),
        "close": mrkdwn.plain(texts("button-cancel"), mrkdwn.VIEW_TITLE),
        "private_metadata": json.dumps({"move": move.id, "channel": channel_id}),
        "blocks": blocks,
    }


def _choice(what: str, texts: Texts) -> Block:
    options = {name: {"text": mrkdwn.plain(texts("wrong-what", what=name), mrkdwn.OPTION), "value": name} for name in WRONGS}
    element: Block = {"type": "radio_buttons", "action_id": WHAT, "options": list(options.values())}
    if what:
        element["initial_option"] = options[what]
    return {
        "type": "input",
        "block_id": WHAT,
        "dispatch_action": True,
        "label": mrkdwn.plain(texts("wrong-question"), 200),
        "element": element,
    }


def _fields(move: Move, what: str, texts: Texts) -> list[Block]:
    """The fields of one choice; their block ids name the choice, or Slack would keep what was typed for another one."""
    swapped = what == "direction"
    from_org, to_org = (move.to_org, move.from_org) if swapped else (move.from_org, move.to_org)
    companies = [
        _text(f"{what}-from_org", texts("field-from"), from_org or "", optional=True),
        _text(f"{what}-to_org", texts("field-to"), to_org or "", optional=True),
    ]
    people = _text("person-people", texts("wrong-people"), ", ".join(move.people), hint=texts("wrong-people-hint"))
    other = _text("duplicate-other", texts("wrong-other"), "", hint=texts("wrong-other-hint"))
    return {
        "person": [people],
        "company": companies,
        "direction": [*companies, _kinds(move, texts)],
        "duplicate": [other],
    }.get(what, [])


def _text(block_id: str, label: str, value: str, *, optional: bool = False, hint: str = "") -> Block:
    element: Block = {"type": "plain_text_input", "action_id": "value", "max_length": LONGEST}
    if value:
        element["initial_value"] = value[:LONGEST]
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": mrkdwn.plain(label, 200),
        "element": element,
        "optional": optional,
    }
    return block | ({"hint": mrkdwn.plain(hint, 200)} if hint else {})


def _kinds(move: Move, texts: Texts) -> Block:
    options = {kind: {"text": mrkdwn.plain(texts("kind", kind=kind), mrkdwn.OPTION), "value": kind} for kind in KINDS}
    element: Block = {"type": "static_select", "action_id": "value", "options": list(options.values())}
    if move.kind in options:
        element["initial_option"] = options[move.kind]
    label = mrkdwn.plain(texts("wrong-kind"), 200)
    return {"type": "input", "block_id": "direction-kind", "label": label, "element": element}


def typed(state: Mapping[str, Any]) -> dict[str, str]:
    """What was chosen and typed, by block id; Slack's ``view.state.values`` flattened."""
    found = {}
    for block_id, elements in state.items():
        for element in elements.values():
            option = element.get("selected_option") or {}
            found[block_id] = (option.get("value") or element.get("value") or "").strip()
    return found


def thanks_view(precision: Precision, edited: int, texts: Texts) -> View:
    """What is shown once a correction is stored."""
    said = [texts("wrong-thanks", n=edited), texts("precision", percent=str(precision.percent), n=precision.judged)]
    return {
        "type": "modal",
        "title": mrkdwn.plain(texts("wrong-title"), mrkdwn.VIEW_TITLE),
        "close": mrkdwn.plain(texts("button-close"), mrkdwn.VIEW_TITLE),
        "blocks": [mrkdwn.section("\n".join(said))],
    }
