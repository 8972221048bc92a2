"""A report's mails stay together in every mail program."""

import pytest

from portal.errors import PermanentFailure
from portal.notices.threads import (
    MAX_REFERENCES,
    checked_message_id,
    domain_of,
    new_message_id,
    reference_chain,
    thread_root,
)


def test_message_ids_are_well_formed_and_never_come_again() -> None:
    ids = {new_message_id("bücher.example") for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(checked_message_id(one).endswith("@xn--bcher-kva.example>") for one in ids)


def test_the_root_of_a_thread_is_the_same_for_ever() -> None:
    assert thread_root("R7K4-M2PX", "example.org") == "<report-r7k4-m2px@example.org>"


def test_the_domain_of_an_address_is_what_comes_after_the_at_sign() -> None:
    assert domain_of("reports@Bücher.example") == "xn--bcher-kva.example"


def test_references_begin_with_the_root_and_end_with_what_is_replied_to() -> None:
    assert reference_chain(["<root@x>", "<a@x>", "<b@x>"], "<a@x>") == ("<root@x>", "<b@x>", "<a@x>")
    assert reference_chain(["<root@x>"], "<root@x>") == ("<root@x>",)
    assert reference_chain([], None) == ()


def test_a_long_chain_keeps_its_root_and_its_end() -> None:
    chain = reference_chain(["<root@x>", *(f"<{n}@x>" for n in range(100))], "<last@x>")
    assert len(chain) == MAX_REFERENCES
    assert (chain[0], chain[-1]) == ("<root@x>", "<last@x>")


@pytest.mark.parametrize("text", ["", "a@b", "<a b@c>", "<a@b>\r\nBcc: x@y", "<a@b><c@d>", "<@b>", "<a@>", "<é@x>"])
def test_what_is_no_message_id_is_refused(text: str) -> None:
    with pytest.raises(PermanentFailure):
        checked_message_id(text)
