"""Somebody who reads Arabic reports what went wrong, and never has to read English but for what a person wrote.

Over plain HTTP, without scripts:
- the Arabic home page leads to the Arabic form; each step, the receipt and the private page are in Arabic too
- the mail that says we have it is in Arabic, text and HTML, with the same private link
- the responder sees which language they chose, and answers in English
- the answer reaches them as it was written, in an Arabic mail and on their page, which says in which language we write
"""

import pytest

from portal import paths
from tests.flows import mails
from tests.flows.at_the_desk import mail_to_staff, mails_to_customer
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import RunningPortal
from tests.flows.sample import AT_RISK
from tests.languages.english import english_left_in, words_of

pytestmark = pytest.mark.browser

HAPPENED = "انقطع الإنترنت منذ السابعة صباحًا، وأمي تحتاج إلى جهاز الإنذار."
ANSWER = "I have moved your line to a free port. Please look at the box in ten minutes."
ADDRESS = "salma.in.arabic@example.org"


def test_a_report_is_told_in_arabic(shared_portal: RunningPortal) -> None:
    browser = PlainBrowser().open(shared_portal.url + paths.translated(paths.HOME, "ar"))
    browser.follow("أخبرنا بما تعطّل")
    in_arabic(browser)
    reached = {"contact": "mail", "mail": ADDRESS, "name": "سلمى"}
    in_arabic(browser.press("عرض البلاغ قبل إرساله", {"what_happened": HAPPENED, **AT_RISK, **reached}))
    assert HAPPENED in browser.text
    in_arabic(browser.press("إرسال إلى"))
    found = browser.soup.select_one(".reference")
    assert found is not None
    reference, tracking = found.get_text(strip=True), browser.facts()["رابطك الخاص"]

    received = mails_to_customer(shared_portal, ADDRESS, reference)[0]
    assert mails.text_of(received).startswith("مرحبًا سلمى، ")
    assert english_left_in(mails.text_of(received)) == []
    assert '<html lang="ar" dir="rtl">' in mails.text_of(received, "html")
    assert mails.link_with(received, paths.TRACKING) == tracking

    desk = PlainBrowser().open(mails.link_with(mail_to_staff(shared_portal, reference), paths.DESK_REPORT))
    assert "They chose Arabic." in desk.text
    desk.press("Send to", {"answer-words": ANSWER})

    answered = mails_to_customer(shared_portal, ADDRESS, ANSWER[:30])[0]
    assert mails.text_of(answered).startswith("مرحبًا سلمى، وصلك رد عن بلاغك")
    in_arabic(browser.open(tracking))
    assert ANSWER in browser.text
    assert "الإنجليزية" in browser.text


def in_arabic(browser: PlainBrowser) -> None:
    root = browser.soup.html
    assert browser.status == 200, browser.text
    assert root is not None
    assert (root["lang"], root["dir"]) == ("ar", "rtl")
    # What is not translated of the sample's content is no word of ours.
    assert english_left_in(words_of(str(browser.soup)).replace(ANSWER, "")) == []
