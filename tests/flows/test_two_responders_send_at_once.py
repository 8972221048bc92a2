"""Two responders send at once: both texts survive.

Against a real server, on SQLite and on PostgreSQL, with two people who press their buttons in the same instant:
- one of them is sent; the other is shown it above their own words, which are all still there
- one more press sends those too, and the customer's page tells both
- neither text was ever gone, whoever was first
"""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal import paths
from portal.reports.links import responder_token
from tests.conftest import PostgresServer
from tests.flows.conftest import Start
from tests.flows.customers import file_report
from tests.flows.plain_browser import PlainBrowser

WORDS = {"mira": "I am at the pump, and it runs again.", "tom": "Press the pendant once, and I listen for it."}
ROUNDS = 5


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.audit), "postgresql"])
def settings(request: pytest.FixtureRequest) -> dict[str, str]:
    if request.param == "sqlite":
        return {}
    server: PostgresServer = request.getfixturevalue("postgres_server")
    server.drop("flows_at_once")
    return {"database_url": server.create("flows_at_once")}


def test_two_responders_send_at_once_and_both_texts_survive(site: Path, start: Start, settings: dict[str, str]) -> None:
    running = start(site, "--no-deliver", **settings)
    secret = (site / "var" / "secret").read_text("ascii").strip()
    expires = datetime.now(UTC).date() + timedelta(days=7)
    for _ in range(ROUNDS):
        filed = file_report(running.url)
        desks = {
            person: PlainBrowser().open(
                running.url + paths.desk_report(responder_token(secret, filed.reference, 1, person, expires))
            )
            for person in WORDS
        }
        press_together(desks)

        assert sorted(desk.status for desk in desks.values()) == [200, 409]
        (second,) = (person for person, desk in desks.items() if desk.status == 409)
        (first,) = WORDS.keys() - {second}
        asked = desks[second]
        above = asked.soup.select_one("#answer .meanwhile")
        mine = asked.soup.select_one("#answer textarea")
        assert above is not None
        assert mine is not None
        assert WORDS[first] in above.get_text()
        assert mine.get_text().strip() == WORDS[second]
        assert WORDS[second] not in tracking(filed.tracking)

        asked.press("Send to Sam Reed all the same")
        assert asked.status == 200
        story = tracking(filed.tracking)
        assert all(story.count(words) == 1 for words in WORDS.values())


def press_together(desks: dict[str, PlainBrowser]) -> None:
    ready = threading.Barrier(len(desks))

    def press(person: str) -> None:
        ready.wait()
        desks[person].press("Send to", {"answer-words": WORDS[person]})

    threads = [threading.Thread(target=press, args=(person,)) for person in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def tracking(address: str) -> str:
    return PlainBrowser().open(address).text
