"""What of a customer stands in words that are meant for everybody: names, addresses, numbers, whole sentences. Pure."""

import re

from portal.reports.report import Contact

LONGEST_QUOTE = 7
"""So many of a customer's words in a row are anybody's; one more is theirs."""

_NAME = re.compile(r"[^\W\d_]{3,}")
_MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;:]+")
_NUMBER = re.compile(r"\+?\d[\d ()/.-]{5,}\d")
_REFERENCE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
_WORD = re.compile(r"\w+")
_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def personal_traces(text: str, contact: Contact, customers_words: str) -> tuple[str, ...]:
    """What has to be taken out of `text` before others may read it, each once, as it stands there.

    A name is found as it is written, so that `May` is one and `may` is not.
    """
    found = [name for name in _NAME.findall(contact.name) if re.search(rf"\b{re.escape(name)}\b", text)]
    found += [contact.address] if contact.address and contact.address in text else []
    found += _MAIL.findall(text)
    found += [number.strip() for number in _NUMBER.findall(text) if _digits(number) >= 7 and not _A_DATE.search(number)]
    found += [reference for reference in _REFERENCE.findall(text) if any(c.isdigit() for c in reference)]
    quote = _quote(text, customers_words)
    return tuple(dict.fromkeys([*found, *([quote] if quote else [])]))


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _quote(text: str, customers_words: str) -> str:
    """The first run of more than LONGEST_QUOTE words that stands in both."""
    length = LONGEST_QUOTE + 1
    theirs = [word.casefold() for word in _WORD.findall(customers_words)]
    runs = {tuple(theirs[start : start + length]) for start in range(len(theirs) - length + 1)}
    ours = _WORD.findall(text)
    for start in range(len(ours) - length + 1):
        if tuple(word.casefold() for word in ours[start : start + length]) in runs:
            return " ".join(ours[start : start + length])
    return ""


def customer_traces(text: str, contact: Contact, reference: str, customers_words: str = "") -> tuple[str, ...]:
    """The same, more strictly, for words that others read who have no part in the report.

    Names of two letters too, and written large or small at their beginning; the address and the reference in any way
    that people write them. The longest come first.
    """
    found = set(personal_traces(text, contact, customers_words))
    for name in re.findall(r"[^\W\d_]{2,}", contact.name):
        for written in {name.capitalize(), name.upper(), *({name} if name != name.lower() else ())}:
            found.update(re.findall(rf"\b{re.escape(written)}\b", text))
    if contact.address:
        found.update(re.findall(re.escape(contact.address), text, re.IGNORECASE))
    found.update(re.findall(rf"\b{reference[:4]}[ –-]?{reference[-4:]}\b", text, re.IGNORECASE))
    return tuple(sorted(found, key=lambda trace: (-len(trace), trace)))


def without_traces(text: str, traces: tuple[str, ...]) -> str:
    """`text` with an ellipsis in place of each of them; a quote also where it runs over line ends."""
    for trace in traces:
        spread = r"\W+".join(re.escape(word) for word in trace.split())
        text = re.sub(rf"(?<!\w){spread}(?!\w)" if trace[:1].isalnum() and trace[-1:].isalnum() else spread, "…", text)
    return text
