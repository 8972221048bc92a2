"""The lines by which mail programs announce a quote, and by which people sign. Each question takes constant time.

Only the shapes are known here; portal.inbound.quotes decides what follows from them.
"""

from collections.abc import Sequence

from portal.notices.reply_line import is_reply_line

MAX_LINE_CHARACTERS = 400
MAX_ATTRIBUTION_LINES = 4

# How "On Monday, Mira wrote:" begins and ends, in the languages of the mail programs that we have met.
_OPENERS = ("on ", "am ", "le ", "el ", "il ", "op ", "den ", "em ", "no dia ", "w dniu ", "dnia ")
_ENDS = (
    "wrote:",
    "writes:",
    "schrieb:",
    "a écrit :",
    "a écrit:",
    "escribió:",
    "ha scritto:",
    "schreef:",
    "skrev:",
    "escreveu:",
    "napisał(a):",
    "napisał:",
)
_VERBS_IN_THE_MIDDLE = (" schrieb ", " schreef ", " skrev ")
_SEPARATORS = (
    "original message",
    "original appointment",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "mensaje original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "forwarded message",
    "weitergeleitete nachricht",
)
_FROM = ("from:", "von:", "de:", "de :", "da:", "van:", "från:", "fra:")
_OTHERS = (
    *("sent:", "date:", "to:", "cc:", "subject:", "reply-to:"),
    *("gesendet:", "datum:", "an:", "betreff:", "envoyé :", "envoyé:", "à :", "à:", "objet :", "objet:"),
    *("enviado:", "fecha:", "para:", "asunto:", "inviato:", "oggetto:", "a:", "verzonden:", "aan:", "onderwerp:"),
    *("skickat:", "till:", "ämne:", "sendt:", "til:", "emne:"),
)
_SENT_FROM = (
    "sent from my ",
    "sent from mail for ",
    "sent from outlook for ",
    "sent from yahoo mail",
    "get outlook for ",
    "von meinem ",
    "gesendet von meinem ",
    "gesendet von mail für ",
    "envoyé de mon ",
    "envoyé depuis mon ",
    "enviado desde mi ",
    "inviato da ",
    "verstuurd vanaf mijn ",
    "diese nachricht wurde von meinem ",
)


def is_quoted(line: str) -> bool:
    """Whether a mail program has put `>` before it."""
    return line.lstrip(" \t")[:1] == ">"


def unquoted(line: str) -> str:
    """The line without `>` and spaces before and after it, cut to what a mark can be long."""
    return line[:MAX_LINE_CHARACTERS].lstrip("> \t").rstrip()


def marks_reply(line: str) -> bool:
    """Whether it is the line that our own mails begin with."""
    return is_reply_line(unquoted(line))


def attribution_length(lines: Sequence[str], start: int) -> int:
    """How many lines an attribution that begins at `start` takes, such as `On Monday, Mira wrote:`; 0 for none."""
    first = unquoted(lines[start]).casefold().lstrip("*_")
    if not first.startswith(_OPENERS) and "@" not in first and not first.endswith(_ENDS):
        return 0
    joined = ""
    for count in range(1, MAX_ATTRIBUTION_LINES + 1):
        if start + count > len(lines):
            return 0
        piece = unquoted(lines[start + count - 1]).casefold()
        if not piece:
            return 0
        joined = f"{joined} {piece}".strip()
        if len(joined) > MAX_LINE_CHARACTERS:
            return 0
        if _ends_an_attribution(joined.rstrip("*_ ")):
            return count
    return 0


def is_separator(line: str) -> bool:
    """`-----Original Message-----` and its like."""
    said = unquoted(line).casefold()
    return said.startswith("--") and said.strip("- ") in _SEPARATORS


def is_rule(line: str) -> bool:
    """The line of underscores that Outlook draws above a quoted mail."""
    said = unquoted(line)
    return len(said) >= 20 and not said.strip("_")


def header_block_length(lines: Sequence[str], start: int) -> int:
    """How many lines the headers of a quoted mail take, as Outlook writes them (`From: … Sent: …`); 0 for none."""
    if not _label(lines[start]).startswith(_FROM):
        return 0
    known = last = 0
    for at in range(start, min(start + 8, len(lines))):
        label = _label(lines[at])
        if at > start and not label:
            break
        if label.startswith((*_FROM, *_OTHERS)):
            known, last = known + 1, at - start + 1
    has_address = "@" in lines[start][:MAX_LINE_CHARACTERS]
    return last if known >= (3 if has_address else 4) else 0


def begins_signature(line: str) -> bool:
    """`-- ` (RFC 3676 §4.3), also without its space, which some programs drop."""
    return line[:4].rstrip() == "--" and not line[4:].strip()


def is_device_line(line: str) -> bool:
    """`Sent from my iPhone`: what a program adds by itself at the end."""
    said = unquoted(line).casefold()
    return len(said) < 120 and said.startswith(_SENT_FROM)


def _label(line: str) -> str:
    return unquoted(line).casefold().lstrip("*_ ")


def _ends_an_attribution(said: str) -> bool:
    if said.endswith(_ENDS):
        return True
    # "Am 22.11.2026 um 12:00 schrieb Mira <mira@example.org>:"
    wrote = any(verb in said for verb in _VERBS_IN_THE_MIDDLE)
    return wrote and said.endswith(":") and any(character.isdigit() for character in said)
