"""What others wrote forgets a customer whose data is erased: nothing of it points to them any more. DESIGN §8. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.reports.personal_traces import customer_traces, is_own, personal_traces, without_traces
from portal.reports.report import Contact


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """All that we ever knew of the customer of a report: each contact they gave, what they wrote, how files are called.

    `reference` is the report's, which is kept.
    """

    reference: str
    contacts: tuple[Contact, ...]
    words: str
    file_names: tuple[str, ...] = ()


def forgotten(text: str, customer: KnownCustomer) -> str:
    """`text` of colleagues among themselves: also numbers and addresses go that may be somebody else's."""

    def traces(text: str, quoted: str) -> set[str]:
        found = (customer_traces(text, each, customer.reference, quoted) for each in customer.contacts)
        return {trace for traces in found for trace in traces} - {customer.reference}

    return _without(text, customer, traces)


def forgotten_for_all(text: str, customer: KnownCustomer) -> str:
    """`text` that is meant for everybody: what is not this customer's stays, such as our own number."""
    theirs = "\n".join((customer.reference, customer.words, *(each.address for each in customer.contacts)))

    def traces(text: str, quoted: str) -> set[str]:
        found = (personal_traces(text, each, quoted) for each in customer.contacts)
        return {trace for traces in found for trace in traces if is_own(trace, theirs)}

    return _without(text, customer, traces)


def _without(text: str, customer: KnownCustomer, traces: Callable[[str, str], set[str]]) -> str:
    """Names first, also out of the words that may be quoted: so a quote is one with a name in it and without."""

    def until_nothing_changes(text: str, quoted: str = "") -> str:
        while True:
            found = traces(text, quoted)
            for name in customer.file_names:
                found.update(re.findall(re.escape(name), text, re.IGNORECASE))
            without = without_traces(text, tuple(sorted(found, key=lambda trace: (-len(trace), trace))))
            if without == text:
                return text
            text = without

    return until_nothing_changes(until_nothing_changes(text), until_nothing_changes(customer.words))
