"""What is wrong with a body, place by place: a JSON Pointer (RFC 6901) and what to do there. Pure.

The form says the same of the same fault; only what no form can send has words of its own.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from portal.languages.messages import _
from portal.web import report_rules

MOST_TOLD = 20  # more than there are fields
_MISSING: Mapping[tuple[str, ...], str] = {
    ("topic",): report_rules.CHOOSE_TOPIC,
    ("severity",): report_rules.CHOOSE_SEVERITY,
    ("what_happened",): report_rules.SAY_WHAT_HAPPENED,
    ("contact",): report_rules.CHOOSE_CONTACT,
    ("words",): report_rules.SAY_SOMETHING,
}
_ADDRESS = {"mail": report_rules.ENTER_MAIL, "phone": report_rules.ENTER_PHONE}
_KINDS = "Send `kind` as `mail`, `phone` or `none`."
_TAGGED = "contact"


def field_faults(model: type[BaseModel], details: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """`details` are pydantic's, of a model of the API; each gives `{"pointer": …, "detail": …}`, in their order.

    The first MOST_TOLD of them: a body can hold thousands of unknown names, and nobody reads so many faults.
    """
    return [_fault(model, detail) for detail in details[:MOST_TOLD]]


def _fault(model: type[BaseModel], detail: Mapping[str, Any]) -> dict[str, str]:
    place, kind = tuple(str(part) for part in detail["loc"]), ""
    if place[:1] == (_TAGGED,) and len(place) > 1:
        # Which of the three ways of contact was chosen stands in pydantic's place, and not in the body.
        kind, place = place[1], (_TAGGED, *place[2:])
    if str(detail["type"]).startswith("union_tag"):
        return {"pointer": _pointer((_TAGGED, "kind")), "detail": f"{_(report_rules.CHOOSE_CONTACT)} {_KINDS}"}
    return {"pointer": _pointer(place), "detail": _words(model, detail, place, kind)}


def _words(model: type[BaseModel], detail: Mapping[str, Any], place: tuple[str, ...], kind: str) -> str:
    match detail["type"]:
        case "missing":
            return _(_ADDRESS.get(kind, "") or _MISSING.get(place, "This is missing."))
        case "value_error":
            return str(detail["ctx"]["error"])
        case "extra_forbidden":
            return _unknown(model, place, kind)
        case "string_type":
            return "Send text here, in quotation marks."
        case "string_pattern_mismatch":
            return "Send the `release` of an answer of ours just as it was, or leave it out."
        case "model_type" | "model_attributes_type":
            return "Send an object here, in braces."
    return f"{detail['msg']}."


def _unknown(model: type[BaseModel], place: tuple[str, ...], kind: str) -> str:
    name = place[-1]
    known = list(model.model_fields) if len(place) == 1 else ["kind", *(["address"] if kind != "none" else []), "name"]
    meant = get_close_matches(name, known, 1)
    remedy = f"Did you mean `{meant[0]}`?" if meant else f"Leave it out; there are {', '.join(known)}."
    return f"`{name[:60]}` is nothing that we know here. {remedy}"


def _pointer(place: tuple[str, ...]) -> str:
    """RFC 6901 §6: as a fragment of a URI, with its escapes."""
    parts = (quote(part[:60].replace("~", "~0").replace("/", "~1"), safe="~") for part in place)
    return "#" + "".join(f"/{part}" for part in parts)
