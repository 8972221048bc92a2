"""What of a customer stands in words that are meant for everybody: names, addresses, numbers, whole sentences. Pure."""

import re

from portal.reports.report import Contact

LONGEST_QUOTE = 7
"""So many of a customer's words in a row are anybody's; one more is theirs."""

_NAME = re.compile(r"[^\W\d_]{3,}")
_MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;:]+")
_NUMBER = re.compile(r"\+?\d[\d ()/.-]{5,}\d")
_REFERENCE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
_WORD = re.compile(r"[^\W_]+")
_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def personal_traces(text: str, contact: Contact, customers_words: str) -> tuple[str, ...]:
    """What has to be taken out of `text` before others may read it, each once, as it stands there.

    A name is found as it is written, so that `May` is one and `may` is not.
    """
    found = [name for name in _NAME.findall(contact.name) if re.search(_alone(re.escape(name)), text)]
    found += [contact.address] if contact.address and contact.address in text else []
    found += _MAIL.findall(text)
    found += [number.strip() for number in _NUMBER.findall(text) if _digits(number) >= 7 and not _A_DATE.search(number)]
    found += [reference for reference in _REFERENCE.findall(text) if any(c.isdigit() for c in reference)]
    return tuple(dict.fromkeys([*found, *_quotes(text, customers_words)]))


def own_traces(text: str, contact: Contact, reference: str, customers_words: str) -> tuple[str, ...]:
    """Those of the traces that are this customer's alone: a number of our own, say, may stand in words for all."""
    theirs = f"{contact.address}\n{reference}\n{customers_words}"
    return tuple(trace for trace in personal_traces(text, contact, customers_words) if is_own(trace, theirs))


def is_own(trace: str, theirs: str) -> bool:
    """False for a mail address, a number or a reference that does not stand in all that is `theirs`."""
    if _NUMBER.fullmatch(trace):
        return any(_only_digits(number) == _only_digits(trace) for number in _NUMBER.findall(theirs))
    return not (_MAIL.fullmatch(trace) or _REFERENCE.fullmatch(trace)) or trace.casefold() in theirs.casefold()


def _digits(text: str) -> int:
    return len(_only_digits(text))


def _only_digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _quotes(text: str, customers_words: str) -> list[str]:
    """Every run of more than LONGEST_QUOTE words that stands in both, as far as it goes."""
    length = LONGEST_QUOTE + 1
    theirs = [word.casefold() for word in _WORD.findall(customers_words)]
    runs = {tuple(theirs[start : start + length]) for start in range(len(theirs) - length + 1)}
    ours = _WORD.findall(text)
    folded = [word.casefold() for word in ours]
    spans: list[tuple[int, int]] = []
    for start in range(len(ours) - length + 1):
        if tuple(folded[start : start + length]) in runs:
            begin = spans.pop()[0] if spans and start <= spans[-1][1] else start
            spans.append((begin, start + length))
    return [" ".join(ours[begin:end]) for begin, end in spans]


def customer_traces(text: str, contact: Contact, reference: str, customers_words: str = "") -> tuple[str, ...]:
    """The same, more strictly, for words that others read who have no part in the report.

    Names of two letters too, and written large or small at their beginning; the address and the reference in any way
    that people write them. The longest come first.
    """
    found = set(personal_traces(text, contact, customers_words))
    for name in re.findall(r"[^\W\d_]{2,}", contact.name):
        for written in {name.capitalize(), name.upper(), *({name} if name != name.lower() else ())}:
            found.update(re.findall(_alone(re.escape(written)), text))
    if contact.address:
        found.update(re.findall(re.escape(contact.address), text, re.IGNORECASE))
    found.update(re.findall(rf"\b{reference[:4]}[ –-]?{reference[-4:]}\b", text, re.IGNORECASE))
    return tuple(sorted(found, key=lambda trace: (-len(trace), trace)))


def without_traces(text: str, traces: tuple[str, ...]) -> str:
    """`text` with an ellipsis in place of each of them; a quote also where it runs over line ends."""
    for trace in traces:
        spread = r"[\W_]+".join(re.escape(word) for word in trace.split())
        text = re.sub(_alone(spread) if trace[:1].isalnum() and trace[-1:].isalnum() else spread, "…", text)
    return text


def _alone(pattern: str) -> str:
    """Not as a part of a longer word; the underscores of Markdown are of no word."""
    return rf"(?<![^\W_]){pattern}(?![^\W_])"
