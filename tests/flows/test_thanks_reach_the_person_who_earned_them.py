"""Thanks reach the person who earned them.

- a customer thanks on their private page, and it reaches whoever helped, also once somebody else has the report
- where several helped, the customer chooses, or all of them have it
- a lead's thanks comes at once, and is the person's alone
- on the wall stands what its owner has put there, a customer's words without the customer's name, and nothing else
- it goes off the wall as easily
"""

from email.message import EmailMessage

from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.compose import mail_for
from portal.acts.hand_over import hand_over
from portal.acts.workplace import Workplace
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report
from tests.browsing import Page, Visitor
from tests.signing_in import somebody
from tests.workplaces import SECRET, claimed, filling, reported

CUSTOMERS = "You rang at six so that I could sleep. Ada"
LEADS = "You stayed calm when I did not."


def test_thanks_reach_the_person_who_earned_them(app: Flask, service_workplace: Workplace) -> None:
    report = helped_by_two(service_workplace)
    customer, mira, tom, ruth = (
        Visitor(app),
        *(somebody(app, service_workplace, key) for key in ("mira", "tom", "ruth")),
    )
    claimed(service_workplace)

    # The customer chooses whom they mean, although the report is Tom's by now.
    page = customer.get(tracking(report))
    assert [option.get_text() for option in page.soup.select("[name=thanks-to] option")] == [
        "Everybody who helped me",
        "Mira",
        "Tom",
    ]
    page = customer.press(page, "Send your thanks", thanks__to="mira", thanks__words=CUSTOMERS)
    assert "said thank you to Mira" in page.words
    assert CUSTOMERS in text_of(mails(service_workplace)["mira"])

    # Whoever chooses nobody thanks them all, with or without words.
    customer.press(page, "Send your thanks")
    assert set(mails(service_workplace)) == {"mira", "tom"}

    # A lead thanks from the report's page.
    page = ruth.get(ruth.get(paths.desk_report_signed_in(report.reference)).link("Thank a colleague"))
    ruth.press(page, "Send your thanks", thank__to="mira", thank__words=LEADS)
    assert LEADS in text_of(mails(service_workplace)["mira"])

    # All three are Mira's alone, until she puts one on the wall.
    assert given_to(mira) == [LEADS, "", CUSTOMERS]
    assert given_to(tom) == [""]
    assert given_to(ruth) == []
    for person in (tom, ruth):
        assert "Nothing yet." in person.get(paths.DESK_WALL).words
    row = mira.get(paths.DESK_THANKS).soup.select(".asked > li")[-1]
    form = row.find("form")
    assert form is not None
    _, data, encoding = mira.filled(mira.get(paths.DESK_THANKS), "Put it on the wall")
    mira.send(str(form["action"]), data, encoding)  # type: ignore[index]
    for person in (mira, tom, ruth):
        wall = person.get(paths.DESK_WALL)
        assert "You rang at six so that I could sleep. … To Mira, from a customer." in wall.words
        assert LEADS not in wall.words
        assert "Ada" not in wall.words

    mira.press(mira.get(paths.DESK_THANKS), "Take it off the wall")
    assert "Nothing yet." in tom.get(paths.DESK_WALL).words


def helped_by_two(workplace: Workplace) -> Report:
    report = reported(workplace)
    answer(workplace, report.id, "mira", filling(), "I dig at once.")
    hand_over(workplace, report.id, "mira", filling(), to="tom", why="My day ends.", must_know="Nothing more.")
    answer(workplace, report.id, "tom", filling(), "It runs again.")
    return report


def tracking(report: Report) -> str:
    return paths.tracking(customer_token(SECRET, TRACK, report.reference, report.generation))


def mails(workplace: Workplace) -> dict[str | None, EmailMessage]:
    """What was sent since the last look, by its recipient."""
    return {notice.recipient: mail_for(workplace, notice) for notice in claimed(workplace)}


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def given_to(person: Visitor) -> list[str]:
    """The words of the thanks on somebody's page, the newest first."""
    page: Page = person.get(paths.DESK_THANKS)
    rows = page.soup.select("#mine ~ .asked > li")
    return [words.get_text() if (words := row.select_one(".words")) else "" for row in rows]
