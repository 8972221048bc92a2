"""Rules that every message keeps, whoever writes the next one."""

import re
from collections.abc import Callable
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path

import pytest

from portal.errors import SettingsError
from portal.notices.context import AboutReport, Context
from portal.notices.messages import MESSAGES
from portal.notices.rendering import FILES, Rendered, render
from portal.notices.reply_line import REPLY_LINE
from portal.notices.samples import full_context, minimal_context, template_problems
from portal.notices.subscriber_messages import PageChanges
from portal.site_folder import shipped

TEMPLATES = shipped("templates")
BANNED = (
    "!",
    "please note",
    "unfortunately",
    "valued customer",
    "dear customer",
    "as per",
    "inconvenience",
    "do not hesitate",
    "do-not-reply",
    "submit",
    "ticket",
    "in a timely manner",
    "your call is important",
)

Make = Callable[..., Context]
contexts = pytest.mark.parametrize("make", [full_context, minimal_context], ids=["full", "minimal"])
messages = pytest.mark.parametrize("message", MESSAGES)
about_reports = pytest.mark.parametrize(
    "message", [name for name, kind in MESSAGES.items() if issubclass(kind, AboutReport)]
)


def rendered(message: str, context: Context) -> Rendered:
    return render(message, context, (TEMPLATES,))


class Outline(HTMLParser):
    """Checks that tags nest, and collects them with their attributes."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "p":
            assert "p" not in self.open, "a paragraph in a paragraph"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "title" not in self.open:
            self.words.append(data)


def told_addresses(context: Context) -> list[str]:
    """The public pages that a mail is about, in its order; every other mail leads to one place only."""
    if not isinstance(context, PageChanges):
        return []
    of_changes = [address for change in context.changes for _, address in change.links]
    return [*of_changes, context.everything] if context.more else of_changes


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    parser.close()
    assert not parser.open
    return parser


def test_there_is_a_folder_for_every_message_and_no_other() -> None:
    folders = {path.name for path in (TEMPLATES / "notices").iterdir() if path.is_dir()}
    assert folders == set(MESSAGES)


@messages
def test_every_folder_has_the_same_three_files(message: str) -> None:
    assert {path.name for path in (TEMPLATES / "notices" / message).iterdir()} == set(FILES)


@about_reports
@contexts
def test_the_subject_is_one_line_with_the_reference_and_the_same_for_every_mail(message: str, make: Make) -> None:
    assert rendered(message, make(message)).subject == "[R7K4-M2PX] My internet is down"


@messages
@contexts
def test_the_first_line_says_what_happened_to_the_person_by_name(message: str, make: Make) -> None:
    context = make(message)
    first = rendered(message, context).text.removeprefix(f"{REPLY_LINE}\n\n").split("\n\n")[0]
    greeting = f"Hello {context.recipient_name}, "
    assert first.startswith(greeting) == bool(context.recipient_name)
    assert first.endswith(".")
    assert len(first.removeprefix(greeting)) > 20


@messages
@contexts
def test_the_text_has_the_one_link_on_a_line_of_its_own(message: str, make: Make) -> None:
    context = make(message)
    text = rendered(message, context).text
    without_link = message == "contact_changed" and make is full_context
    told = told_addresses(context)
    assert re.findall(r"https?://\S+", text) == ([] if without_link else [*told, context.link])
    assert set(told) <= set(text.split("\n"))
    assert without_link or context.link in text.split("\n")


@messages
@contexts
def test_the_html_has_the_same_one_link(message: str, make: Make) -> None:
    context = make(message)
    text, html = rendered(message, context).text, rendered(message, context).html
    links = [attributes["href"] for tag, attributes in outline(html).tags if tag == "a"]
    assert links == ([*told_addresses(context), context.link] if context.link in text else [])


@messages
@contexts
def test_text_and_html_say_the_same(message: str, make: Make) -> None:
    context = make(message)
    mail = rendered(message, context)
    text = re.sub(r"^> ?", "", mail.text, flags=re.MULTILINE).replace(context.link, "")
    for address in sorted(told_addresses(context), key=len, reverse=True):
        text = text.replace(f"{address}\n", "\n")
    html = " ".join(outline(mail.html).words)
    html = re.sub(r"Open (your|the) (report|cause|roster|note|thanks|drill|page|quarantine)\b|Sign in\b", "", html)
    assert re.findall(r"\w+", text) == re.findall(r"\w+", html)


@messages
@contexts
def test_no_phrase_that_we_never_write(message: str, make: Make) -> None:
    mail = rendered(message, make(message))
    words = "\n".join([mail.text, *outline(mail.html).words]).lower()
    assert [phrase for phrase in BANNED if phrase in words] == []


@messages
@contexts
def test_no_gap_is_left_where_something_is_missing(message: str, make: Make) -> None:
    mail = rendered(message, make(message))
    words = "|".join(part.strip() for part in outline(mail.html).words)
    assert not re.search(r"None|\n\n\n|  |\( | ,| \.|,,", mail.text + words)
    assert not re.search(r"<p[^>]*>\s*</p>", mail.html)


@messages
def test_customers_are_told_how_to_reach_a_person_and_responders_are_not(message: str) -> None:
    shown = "01632 960 123" in rendered(message, minimal_context(message)).text
    must = MESSAGES[message].recipient_kind == "customer" and message != "contact_changed"
    assert shown == must


@messages
def test_the_html_asks_for_nothing_from_elsewhere_and_runs_nothing(message: str) -> None:
    tags = outline(rendered(message, full_context(message)).html).tags
    assert {tag for tag, _ in tags} <= {
        "html", "head", "meta", "title", "body", "div", "p", "a", "h2", "blockquote", "br", "strong",
    }  # fmt: skip
    assert not any(name == "src" or name.startswith("on") for _, attributes in tags for name in attributes)
    assert not any("url(" in (attributes.get("style") or "") for _, attributes in tags)


@messages
def test_the_html_leaves_colours_to_the_reader_so_that_it_suits_light_and_dark(message: str) -> None:
    tags = outline(rendered(message, full_context(message)).html).tags
    assert ("meta", {"name": "color-scheme", "content": "light dark"}) in tags
    assert not any(re.search(r"(?<!-)(color|background)\s*:", attrs.get("style") or "") for _, attrs in tags)


def test_received_never_repeats_what_was_typed_into_the_form_to_a_stranger() -> None:
    of_every_message = {field.name for field in fields(AboutReport)}
    assert {field.name for field in fields(MESSAGES["received"])} - of_every_message == {"team", "person", "answer_by"}
    mail = rendered("received", full_context("received", recipient_name="Cheap pills at http://bad.example"))
    assert "bad.example" not in mail.text + mail.html + mail.subject


def test_the_old_address_learns_neither_the_link_nor_the_new_address() -> None:
    context = full_context("contact_changed", to_old_address=True)
    mail = rendered("contact_changed", context)
    assert context.link not in mail.text + mail.html


def test_a_site_may_put_its_own_words_in_place_of_ours(tmp_path: Path) -> None:
    own = tmp_path / "notices" / "received" / "body.txt"
    own.parent.mkdir(parents=True)
    own.write_text("Grüezi {{ recipient_name }}, mir händ's. {{ link }}", "utf-8")
    mail = render("received", full_context("received"), (tmp_path, TEMPLATES))
    assert mail.text.startswith("Grüezi Ada, mir händ's.")
    assert "Hello Ada" in mail.html


@pytest.mark.parametrize(
    "fault", ["{{ nobody_knows_this }}", "{% if %}", "{{ person | no_such_filter }}", "{% include 'x' %}"]
)
def test_a_template_that_cannot_work_is_found_before_anything_is_sent(tmp_path: Path, fault: str) -> None:
    own = tmp_path / "notices" / "received" / "body.txt"
    own.parent.mkdir(parents=True)
    own.write_text(fault, "utf-8")
    (problem,) = template_problems((tmp_path, TEMPLATES))
    assert "templates/notices/received/body.txt cannot be used" in problem
    with pytest.raises(SettingsError, match=r"received/body\.txt"):
        render("received", full_context("received"), (tmp_path, TEMPLATES))


def test_our_own_templates_have_no_problems() -> None:
    assert template_problems((TEMPLATES,)) == ()
