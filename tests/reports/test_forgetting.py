"""What others wrote keeps nothing that points to a customer whose data is erased."""

import time

from portal.reports.forgetting import KnownCustomer, forgotten, forgotten_for_all
from portal.reports.report import Contact, ContactKind

ADA = Contact(ContactKind.MAIL, "ada@example.org", "Ada Brown")
BEFORE = Contact(ContactKind.MAIL, "a.smith@example.net", "Ada Smith")
WORDS = (
    "My mother lives alone at the end of Mill Lane and cannot reach the phone. Nobody rang us back for a whole week."
)


def known(words: str = WORDS, **more: tuple[str, ...]) -> KnownCustomer:
    return KnownCustomer("R7K4-M2PX", (ADA, BEFORE), words, **more)


def test_every_quote_goes_whole() -> None:
    first, second = WORDS[:-1].split(". ")
    assert forgotten(f"She wrote “{first}”, then “{second}”. Why?", known()) == "She wrote “…”, then “…”. Why?"


def test_what_is_a_quote_once_a_name_is_taken_out_of_it_goes_too() -> None:
    text = "My mother lives alone (Ada Brown) at the end of Mill Lane."
    assert forgotten(text, known()) == "…."


def test_names_and_addresses_of_before_are_forgotten_like_those_of_now() -> None:
    text = "Ada, Mrs Brown, once Smith, A.Smith@example.net, of R7K4-M2PX."
    assert forgotten(text, known()) == "…, Mrs …, once …, …, of R7K4-M2PX."


def test_how_their_files_were_called_is_forgotten() -> None:
    assert forgotten("Look at mill lane 7.JPG.", known(file_names=("Mill Lane 7.jpg",))) == "Look at …."


def test_words_for_all_keep_what_was_never_theirs() -> None:
    text = (
        "The pump is down. Ada saw it. Ring 01632 960 100 or help@riverside.example, and give R7K4-M2PX or A2B3-C4DE."
    )
    without = "The pump is down. … saw it. Ring 01632 960 100 or help@riverside.example, and give … or A2B3-C4DE."
    assert forgotten_for_all(text, known()) == without


def test_the_longest_texts_are_done_at_once() -> None:
    words = " ".join(f"w{number * 7919 % 3001}" for number in range(3_600))
    text = words.replace("w5", "Ada w5")
    began_s = time.process_time()
    assert "w1" not in forgotten(text, known(words))
    assert time.process_time() - began_s < 5
