"""Slack messages as a person reads them, in a terminal."""

import re
import textwrap
from collections.abc import Callable
from typing import Any

_WIDTH = 96
_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
_DATE = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")
_PERSON = re.compile(r"<([@#])([^|>]+)(?:\|([^>]*))?>")
_ENTITY = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def readable(mrkdwn: str) -> str:
    """Slack's markup as plain text: links keep their label, dates their words."""
    text = _DATE.sub(r"\1", mrkdwn)
    text = _LINK.sub(r"\2", text)
    text = _PERSON.sub(lambda m: f"{m[1]}{m[3] or m[2]}", text)
    text = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"\1", text).replace("\u2060", "")
    for entity, char in _ENTITY.items():
        text = text.replace(entity, char)
    return text


def lines(message: dict[str, Any]) -> list[str]:
    """The lines of a message: its blocks, or its text where it has none."""
    blocks = message.get("blocks") or []
    if not blocks:
        return _wrapped(readable(message.get("text", "")))
    return [line for block in blocks for line in _block(block)]


def boxed(message: dict[str, Any], *, title: str = "") -> str:
    """A message in a box, with a title in its upper edge."""
    body = lines(message)
    edge = f"┌─ {title} ".ljust(_WIDTH + 3, "─") if title else "┌" + "─" * (_WIDTH + 2)
    return "\n".join([edge, *(f"│ {line}" for line in body), "└" + "─" * (_WIDTH + 2)])


def _wrapped(text: str, indent: str = "") -> list[str]:
    found = []
    for line in text.split("\n"):
        quote = "▏ " if line.startswith((">", "&gt;")) else ""
        found += textwrap.wrap(line.lstrip("> ") if quote else line, _WIDTH - len(indent), initial_indent=indent + quote,
                               subsequent_indent=indent + quote) or [""]  # fmt: skip
    return found


def _block(block: dict[str, Any]) -> list[str]:
    render = _RENDERERS.get(block.get("type", ""))
    return render(block) if render else []


def _section(block: dict[str, Any]) -> list[str]:
    found = _wrapped(readable(_with_quotes(block["text"]["text"]))) if block.get("text") else []
    fields = [readable(field["text"]).replace("\n", ": ") for field in block.get("fields", [])]
    found += [line for field in fields for line in _wrapped(field, "  ")]
    accessory = block.get("accessory")
    return found + ([f"[{_label(accessory)}]"] if accessory and accessory.get("type") == "button" else [])


def _with_quotes(mrkdwn: str) -> str:
    return re.sub(r"^&gt;", ">", mrkdwn, flags=re.MULTILINE)


def _elements(block: dict[str, Any]) -> list[str]:
    elements = block.get("elements", [])
    if block["type"] == "context":
        return [line for e in elements for line in _wrapped(readable(e.get("text", e.get("alt_text", ""))))]
    labels = [label for element in elements for label in _labels(element)]
    return ["  ".join(f"[{label}]" for label in labels)] if labels else []


def _labels(element: dict[str, Any]) -> list[str]:
    if element.get("type") == "feedback_buttons":
        return [element[key]["text"]["text"] for key in ("positive_button", "negative_button")]
    if element.get("type") == "overflow":
        return ["⋯"]
    return [_label(element)]


def _label(element: dict[str, Any]) -> str:
    return str((element.get("text") or element.get("placeholder") or {}).get("text", "⋯"))


def _cell(cell: dict[str, Any]) -> str:
    if cell.get("type") == "raw_text":
        return str(cell.get("text", ""))
    return "".join(piece.get("text", "") for element in cell.get("elements", []) for piece in element.get("elements", []))


_RENDERERS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "header": lambda block: [block["text"]["text"], ""],
    "divider": lambda _: ["─" * _WIDTH],
    "section": _section,
    "context": _elements,
    "actions": _elements,
    "context_actions": _elements,
    "table": lambda block: [" │ ".join(_cell(cell) for cell in row) for row in block.get("rows", [])],
    "image": lambda block: [f"[picture: {block.get('alt_text', '')}]"],
    "markdown": lambda block: _wrapped(block.get("text", "")),
}
