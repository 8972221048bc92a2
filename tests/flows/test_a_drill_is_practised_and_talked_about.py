"""A drill is practised and talked about.

- the responder begins it and asks a coach along, who gets a notice
- it looks like a report; the customer writes again, and nothing of it is real
- the responder looks back first; only then the coach, who sees what they wrote
- both views stand side by side, for the two alone
"""

from flask import Flask

from portal import paths
from portal.acts.compose import mail_for
from portal.acts.workplace import Workplace
from portal.team.practice import STANDING_POINTS
from tests.practices import COACH_KNOWS, NEXT_WORDS, TALK_AFTER, training_library
from tests.signing_in import somebody
from tests.workplaces import claimed, publish, rows

POINTS = len(STANDING_POINTS) + 2


def test_a_drill_is_practised_and_talked_about(app: Flask, service_workplace: Workplace) -> None:
    publish(service_workplace, training_library())
    mira, ruth, tom = (somebody(app, service_workplace, key) for key in ("mira", "ruth", "tom"))
    claimed(service_workplace)
    reports = {name: found for name, found in rows(service_workplace.store).items() if name in ("reports", "timeline")}

    page = mira.press(mira.get(paths.DESK_PRACTICE), "Begin it", drill="dry-tap", coach="ruth")
    (asked,) = claimed(service_workplace)
    body = mail_for(service_workplace, asked).get_body(("plain",))
    assert body is not None
    assert page.address in body.get_content()
    assert "This is practice; nobody gets it." in page.words

    page = mira.press(page, "Ask whether that is right", heard__heard="The baby’s bath comes first.")
    page = mira.press(page, "Show what I try", effort__tried="I ring the works.", effort__came_of_it="They dig.",
                      effort__next_step="I write at seven.")  # fmt: skip
    page = mira.press(page, "Let the customer write again")
    assert NEXT_WORDS[0] in page.words
    page = mira.press(page, "Send to the customer", answer__words="No. I am sorry. A tanker comes at six.")
    page = mira.press(
        page, "Give it, or ask for it", offer__responsibility="ours", offer__worth="5", offer__words="£5."
    )
    assert TALK_AFTER not in page.words

    assert COACH_KNOWS in ruth.get(page.address).words
    assert "Show it to Mira" not in ruth.get(page.address).buttons()
    page = mira.press(page, "End it, and look back")
    assert "Mira looks back on it first." in ruth.get(page.address).words

    own = {f"review__answer_{number}": "partly" for number in range(POINTS)}
    page = mira.press(page, "Keep it for my coach", **own, review__words_0="Late.", review__closing="The second no.")
    assert TALK_AFTER in page.words
    assert "Ruth looks back on it next." in page.words
    assert [notice.recipient for notice in claimed(service_workplace)] == ["ruth"]

    theirs = {f"review__answer_{number}": "yes" for number in range(POINTS)}
    coaching = ruth.get(page.address)
    assert "The second no." in coaching.words
    ruth.press(coaching, "Show it to Mira", **theirs, review__words_0="From the first line.", review__closing="Rest.")
    assert [notice.recipient for notice in claimed(service_workplace)] == ["mira"]

    both = mira.get(page.address)
    first = both.soup.select_one(".looked-back > li")
    assert first is not None
    assert (
        " ".join(first.get_text(" ").split())
        == f"{STANDING_POINTS[0]} You Partly. Late. Ruth Yes. From the first line."
    )
    assert "Rest." in both.words
    tom.get(page.address, 404)
    after = rows(service_workplace.store)
    assert {name: after[name] for name in reports} == reports
