"""Each customer is spoken to in the language that they chose, on every page and in every mail; the desk in English."""

import re
from email.message import EmailMessage

import pytest
from flask import Flask

from portal import paths, subscription_paths
from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.compose import mail_for
from portal.acts.promise_as_read import promise_as_read
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.acts.write_or_carry_on import write_or_carry_on
from portal.app import create_service
from portal.languages.speaking import language, speaking
from portal.library.library import Library
from portal.library.translations import CommitmentWords, TranslatedPages
from portal.reports.links import CONFIRM_SUBSCRIPTION, TRACK, customer_token, keyed_token
from portal.reports.report import Report
from portal.settings import Settings
from portal.store.engine import Store
from tests.acts.subscribers import asked
from tests.browsing import Page, Visitor, app, visitor
from tests.intake.customer_pages import Walk
from tests.intake.filling_in import CHECK, GOOD, SEND
from tests.languages.english import english_left_in, words_of
from tests.signing_in import somebody
from tests.workplaces import Clock, claimed, filling, now_of, publish, reported, rows, small_library, workplace_on

__all__ = ["app", "visitor"]

ARABIC = f"{paths.REPORT}?lang=ar"
FIRST_REPLY = "يردّ شخص خلال أربع ساعات عمل"
SEE, SEND_TO = "عرض البلاغ قبل إرساله", "إرسال إلى"


def several_languages() -> Library:
    """In English, Arabic and Swahili; of Swahili we have no words. One promise is translated."""
    library = small_library()
    site = library.site.model_copy(update={"languages": ("en", "ar", "sw")})
    said = CommitmentWords(
        title="يردّ شخص خلال أربع ساعات عمل", summary="يقرأ شخص ما كتبته.", remedy="5 جنيهات من فاتورتك."
    )
    translations = {"ar": TranslatedPages(commitments={"first-reply": said})}
    return library.model_copy(update={"site": site, "translations": translations})


@pytest.fixture
def service_workplace(sqlite_store: Store, sqlite_settings: Settings, clock: Clock) -> Workplace:
    settings = sqlite_settings.model_copy(update={"limits": "off"})
    return workplace_on(sqlite_store, settings, clock, several_languages())


def address_of(report: Report, workplace: Workplace) -> str:
    return paths.tracking(customer_token(workplace.secret, TRACK, report.reference, report.generation))


def tongue(page: Page) -> tuple[str, str]:
    """Language and direction that the page says it is in."""
    root = page.soup.html
    assert root is not None
    return str(root["lang"]), str(root.get("dir", "ltr"))


def mails_to_customer(workplace: Workplace) -> dict[str, EmailMessage]:
    """What was queued for customers since the last look, by message."""
    return {
        notice.message: mail_for(workplace, notice)
        for notice in claimed(workplace)
        if notice.recipient_kind == "customer"
    }


def test_every_page_of_somebody_who_chose_arabic_is_in_arabic_and_every_mail(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    names = set()
    for name, page in Walk(visitor, service_workplace, clock, ARABIC, language="ar").pages():
        assert tongue(page) == ("ar", "rtl"), name
        assert english_left_in(words_of(page.html)) == [], name
        names.add(name)
    assert len(names) > 70
    assert language() == "en", "a page has left its language behind"


def test_the_form_is_asked_for_in_a_language_or_else_the_browser_says_it_or_else_it_is_the_first(
    visitor: Visitor,
) -> None:
    for address, browser, wanted in (
        ("/report", "", "en"),
        ("/report?lang=ar", "", "ar"),
        ("/report?lang=en", "ar", "en"),
        ("/report", "fr, ar-EG;q=0.8, en;q=0.5", "ar"),
        ("/report", "fr", "en"),
        ("/report", "en-GB, ar;q=0.9", "en"),
        ("/report", "ar;q=0, *", "en"),
        ("/report?lang=sw", "", "en"),
        ("/report?lang=../x", "", "en"),
        ("/report/link", "ar", "ar"),
        ("/report/send", "ar", "ar"),
    ):
        page = visitor.get(address, **{"Accept-Language": browser} if browser else {})
        assert tongue(page)[0] == wanted, (address, browser)


def test_a_switch_on_the_form_keeps_what_was_typed_and_enter_does_not_press_it(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    page = visitor.get("/report?topic=no-water")
    assert page.buttons()[0].startswith(CHECK)
    switched = visitor.press(page, "العربية", **GOOD)
    assert tongue(switched) == ("ar", "rtl")
    assert (switched.value("what_happened"), switched.value("mail")) == (GOOD["what_happened"], GOOD["mail"])
    assert switched.errors == {}
    back = visitor.press(switched, "English")
    assert (tongue(back)[0], back.value("what_happened")) == ("en", GOOD["what_happened"])


def test_the_language_goes_with_the_steps_and_stays_with_the_report_whatever_the_browser_says(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    check = visitor.press(visitor.get(ARABIC), SEE, **GOOD)
    assert "الإنجليزية" in check.words, "it does not say in which language they answer"
    receipt = visitor.press(check, SEND_TO)
    assert tongue(receipt) == ("ar", "rtl")
    tracking = visitor.get(receipt.link("صفحتك الخاصة"), **{"Accept-Language": "en"})
    assert tongue(tracking) == ("ar", "rtl")
    assert "الإنجليزية" in tracking.words


def test_a_report_from_before_is_told_in_the_first_language(visitor: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    assert report.language is None
    page = visitor.get(address_of(report, service_workplace), **{"Accept-Language": "ar"})
    assert tongue(page) == ("en", "ltr")
    assert "read and write" not in page.words
    gone = reported(service_workplace, language="sw")
    assert tongue(visitor.get(address_of(gone, service_workplace)))[0] == "en"


def test_the_customer_changes_the_language_and_the_open_page_hears_of_it(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    page = visitor.get(address_of(report, service_workplace))
    tag = f'W/"{page.soup.find(id="looked")["data-version"]}"'  # type: ignore[index]
    contact = visitor.get(page.link("Change how we reach you"))
    after = visitor.press(contact, "Keep this", language="ar")
    assert (tongue(after), now_of(service_workplace, report).language) == (("ar", "rtl"), "ar")
    news = visitor.get(f"{page.address}/news", **{"If-None-Match": tag})
    assert "رقمك المرجعي" in news.response.get_json()["parts"]["stands"]
    contact = visitor.get(f"{page.address}/contact")
    refused = visitor.press(contact, "اعتماد", language="tlh")
    assert tongue(refused)[0] == "ar"


def test_mails_are_in_the_language_of_the_report_and_a_repeat_is_the_same_mail(
    service_workplace: Workplace, clock: Clock
) -> None:
    report = reported(service_workplace, language="ar")
    answer(service_workplace, report.id, "mira", filling(), "I come at three.")
    for notice in claimed(service_workplace):
        mail = mail_for(service_workplace, notice)
        if notice.recipient_kind == "responder":
            assert "مرحبًا" not in text_of(mail)
            continue
        assert text_of(mail).startswith("مرحبًا Ada، ")
        assert '<html lang="ar" dir="rtl">' in text_of(mail, "html")
        assert mail["Message-ID"] == notice.message_id
        assert mail.as_bytes() == mail_for(service_workplace, notice).as_bytes()
        if notice.message == "answered":
            assert "I come at three." in text_of(mail)
            assert "Mira من Riverside Water" in str(mail["From"])
    assert language() == "en"


def test_several_in_one_mail_are_all_in_its_language(service_workplace: Workplace) -> None:
    report = reported(service_workplace, language="ar")
    answer(service_workplace, report.id, "mira", filling(), "One.")
    answer(service_workplace, report.id, "mira", filling(), "Two.")
    answers = [notice for notice in claimed(service_workplace) if notice.message == "answered"]
    mail = mail_for(service_workplace, answers[0], answers[1:])
    assert "مستجدّان" in text_of(mail)
    assert english_left_in(text_of(mail)) == []


def test_a_promise_is_told_in_their_language_as_long_as_it_is_what_was_promised(
    service_workplace: Workplace, clock: Clock, visitor: Visitor
) -> None:
    report = reported(service_workplace, language="ar")
    clock.pass_by(hours=5)
    watch(service_workplace)
    missed = mails_to_customer(service_workplace)["missed"]
    assert FIRST_REPLY in text_of(missed)
    assert "5 جنيهات من فاتورتك." in text_of(missed)
    assert FIRST_REPLY in visitor.get(address_of(report, service_workplace)).words
    library = service_workplace.library
    other = library.public.commitments["first-reply"].model_copy(update={"title": "A person answers in a day"})
    commitments = library.public.commitments | {"first-reply": other}
    public = library.public.model_copy(update={"commitments": commitments})
    publish(service_workplace, library.model_copy(update={"public": public}))
    with speaking("ar"):
        said = "A person answers within four working hours"
        assert promise_as_read(service_workplace, "first-reply", said) == said
        assert promise_as_read(service_workplace, "no-such-promise", said) == said


def test_what_goes_on_from_a_report_keeps_its_language(service_workplace: Workplace, clock: Clock) -> None:
    report = reported(service_workplace, language="ar")
    resolve(service_workplace, report.id, "mira", filling(), "Mended.")
    clock.pass_by(days=20)
    written = write_or_carry_on(service_workplace, report.id, filling(), "Dry again.")
    assert (written.is_new, written.report.language) == (True, "ar")


def test_staff_see_which_language_the_customer_chose_and_the_desk_stays_in_english(
    app: Flask, service_workplace: Workplace
) -> None:
    first, arabic = reported(service_workplace), reported(service_workplace, language="ar")
    desk = somebody(app, service_workplace, "mira")
    page = desk.get(paths.desk_report_signed_in(arabic.reference), **{"Accept-Language": "ar"})
    assert tongue(page) == ("en", "ltr")
    assert "They read our pages and mails in Arabic." in page.words
    assert "They chose Arabic." in page.words
    assert "They chose" not in desk.get(paths.desk_report_signed_in(first.reference)).words


def test_one_language_is_no_choice(sqlite_store: Store, sqlite_settings: Settings, clock: Clock) -> None:
    alone = workplace_on(sqlite_store, sqlite_settings.model_copy(update={"limits": "off"}), clock)
    visitor = Visitor(create_service(alone))
    page = visitor.get("/report?lang=ar", **{"Accept-Language": "ar"})
    assert tongue(page) == ("en", "ltr")
    assert "lang=" not in page.html.replace('<html lang="en">', "")
    receipt = visitor.press(visitor.press(page, CHECK, **GOOD), SEND)
    contact = visitor.get(visitor.get(receipt.link("your private page")).link("Change how we reach you"))
    assert not contact.soup.select("[name=language]")
    visitor.press(contact, "Keep this", contact="none")


def text_of(mail: EmailMessage, subtype: str = "plain") -> str:
    body = mail.get_body((subtype,))
    assert body is not None
    return str(body.get_content())


def test_who_asks_for_mails_about_changes_stays_in_their_language_to_the_way_out(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    with speaking("ar"):
        key = asked(service_workplace)
    body = mail_for(service_workplace, claimed(service_workplace)[-1]).get_body(("plain",))
    assert body is not None
    (link,) = re.findall(rf"{subscription_paths.CONFIRM}\S+", body.get_content())
    assert link.endswith("?lang=ar")
    bare = subscription_paths.confirm(keyed_token(service_workplace.secret, CONFIRM_SUBSCRIPTION, key))
    for address in (link, bare):
        page = visitor.get(address)
        assert tongue(page) == ("ar", "rtl")
    for button in (0, 0, -1):
        page = visitor.press(page, page.buttons()[button])
        assert tongue(page) == ("ar", "rtl")
    assert rows(service_workplace.store)["subscribers"] == []
