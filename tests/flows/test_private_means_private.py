"""Private means private: what is for the team stays with the team, and a link opens one thing for one person.

- no string of content/desk (names, addresses, skills, what may be given, scripts, guides, drills) is in any published
  file, nor on any page that a customer sees, apart from what says who has their report
- no tracking page, confirmation or desk page is published or in the site map, and none may be kept by a cache
- a customer's link opens no other report, no confirmation's link the report, and nobody's link the desk
- an attachment is handed out with its own report only, as a download
- /mail is on this machine only: a start that would show it to others is refused
- opening a link, as mail scanners do, changes nothing
"""

import re
import shutil
from contextlib import closing
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.flows import mails
from tests.flows.conftest import Start
from tests.flows.customers import Filed, file_report
from tests.flows.plain_browser import PlainBrowser, Upload, path_of
from tests.flows.running import RunningPortal, portal
from tests.flows.sample import RESPONDER_MAIL

CANARY = "kanarienvogel"
NOT_PROSE = {
    *("owner", "review_by", "topic", "topics", "severity", "responsibility"),
    *("teams", "days", "hours", "breaks", "shifts"),
}
"""Fields of content/desk that name things of the public half, or times."""


class Canaries:
    """Puts a word of its own into every string, and knows them all."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.all: set[str] = set()

    def new(self) -> str:
        word = f"{CANARY}{next(self._numbers)}x"
        self.all.add(word)
        return word

    def into(self, value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: v if k in NOT_PROSE and not isinstance(v, dict) else self.into(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [self.into(each, key) for each in value]
        if key == "mail":
            return f"{self.new()}@saltmarsh.example"
        return f"{value} {self.new()}" if isinstance(value, str) else value


def put_canaries_into(desk: Path) -> Canaries:
    """Every prose field, every body and every file name of content/desk."""
    canaries = Canaries()
    team = desk / "team.yml"
    team.write_text(_yaml(canaries.into(yaml.safe_load(team.read_text("utf-8")))), "utf-8")
    for page in sorted(desk.rglob("*.md")):
        _, front, body = page.read_text("utf-8").split("---\n", 2)
        fields = canaries.into(yaml.load(front, yaml.BaseLoader))
        page.write_text(f"---\n{_yaml(fields)}---\n{body}\n{canaries.new()}\n", "utf-8")
        shutil.copy(page, page.with_name(f"{canaries.new()}.md"))
    _name_marked_skills(desk)
    return canaries


def _name_marked_skills(desk: Path) -> None:
    """A topic names the skills it needs as team.yml has them now; they are for the desk alone as well."""
    team = yaml.safe_load((desk / "team.yml").read_text("utf-8"))
    people = (*team["responders"].values(), *team["leads"].values())
    marked = [skill for person in people for skill in person.get("skills", ())]
    for page in sorted((desk.parent / "public" / "topics").glob("*.md")):
        _, front, body = page.read_text("utf-8").split("---\n", 2)
        fields = yaml.load(front, yaml.BaseLoader)
        needed = [next(each for each in marked if each.startswith(name)) for name in fields.get("needs_skills", ())]
        if needed:
            page.write_text(f"---\n{_yaml(fields | {'needs_skills': needed})}---\n{body}", "utf-8")


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def test_nothing_of_the_desk_is_published(site: Path, command: Path) -> None:
    canaries = put_canaries_into(site / "content" / "desk")
    built = portal(command, "build", cwd=site)
    assert built.returncode == 0, built.stderr
    release = (site / "var" / "release.json").read_text("utf-8")
    assert {word for word in canaries.all if word not in release} == set(), (
        "these canaries sat in no field that is read"
    )
    assert len(canaries.all) > 100
    files = [file for file in (site / "build").rglob("*") if file.is_file()]
    assert len(files) > 60
    for file in files:
        assert CANARY not in str(file.relative_to(site)).lower()
        assert CANARY.encode() not in file.read_bytes().lower(), file


def test_a_customer_sees_of_the_desk_only_who_has_their_report(site: Path, command: Path, start: Start) -> None:
    put_canaries_into(site / "content" / "desk")
    assert portal(command, "build", cwd=site).returncode == 0
    team = yaml.safe_load((site / "content" / "desk" / "team.yml").read_text("utf-8"))
    known = canaries_in(team["responders"]["mira"]["name"], team["teams"]["fault-desk"]["name"])
    assert len(known) == 2
    running = start(site)
    filed = file_report(running.url)
    customer = PlainBrowser()
    for url in (filed.receipt, filed.tracking, f"{filed.tracking}/contact", f"{filed.tracking}/withdraw"):
        assert customer.open(url).status == 200
        assert canaries_in(customer.body.decode()) <= known, path_of(url)
    (mail,) = mails.wait_for("the mail", lambda: mails.to(mails.in_folder(site / "var" / "mail"), "sam@example.org"))
    assert canaries_in(str(mail["From"]), mails.text_of(mail), mails.text_of(mail, "html")) <= known


def test_private_pages_are_not_published_nor_kept(site: Path, command: Path, start: Start) -> None:
    running = start(site)
    filed = file_report(running.url)
    assert portal(command, "build", cwd=site).returncode == 0
    for file in (site / "build").rglob("*"):
        assert file.relative_to(site / "build").parts[0] not in ("r", "report", "desk", "mail", "api", "healthz")
        assert not file.is_file() or filed.reference.encode() not in file.read_bytes()
    sitemap = re.findall(r"<loc>(.*?)</loc>", (site / "build" / "sitemap.xml").read_text("utf-8"))
    assert len(sitemap) > 50
    assert [url for url in sitemap if re.match(r"/(r|report|desk|mail)\b", path_of(url))] == []
    for url in (filed.receipt, filed.tracking, f"{running.url}/desk", f"{running.url}/mail"):
        headers = PlainBrowser().open(url).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.fixture(scope="module")
def two_reports(shared_portal: RunningPortal) -> tuple[Filed, Filed]:
    note = Upload("note.txt", b"For Mira's eyes only")
    return file_report(shared_portal.url, file=note), file_report(shared_portal.url, mail="kim@example.org")


def test_a_link_opens_one_report_for_one_purpose(
    shared_portal: RunningPortal, two_reports: tuple[Filed, Filed]
) -> None:
    ours, theirs = two_reports
    token, other = ours.tracking.rsplit("/", 1)[1], theirs.tracking.rsplit("/", 1)[1]
    receipt, desk = ours.receipt.rsplit("/", 1)[1], desk_token(shared_portal, ours)
    assert PlainBrowser().open(f"{shared_portal.url}/desk/r/{desk}").status == 200
    altered = token[:-1] + ("a" if token[-1] != "a" else "b")
    refused = [
        f"/r/{theirs.reference}.{token.split('.')[1]}",
        f"/r/{altered}",
        f"/r/{ours.reference}",
        f"/r/{receipt}",
        f"/r/{desk}",
        f"/r/{desk}/contact",
        f"/report/sent/{token}",
        f"/report/sent/{desk}",
        f"/desk/r/{token}",
        f"/desk/r/{receipt}",
        f"/desk/r/{desk.replace(ours.reference, theirs.reference)}",
        f"/desk/r/{desk.replace('.mira.', '.tom.')}",
        f"/desk/r/{re.sub(r'[.](20[0-9]{6})[.]', '.20991231.', desk)}",
    ]
    answers = {path: PlainBrowser().open(shared_portal.url + path) for path in refused}
    assert {path: answer.status for path, answer in answers.items()} == dict.fromkeys(refused, 404)
    assert len({answer.text for answer in answers.values()}) == 1, "the answers tell one wrong link from another"
    assert theirs.reference in PlainBrowser().open(f"{shared_portal.url}/r/{other}").text


def test_an_attachment_goes_with_its_own_report_only(two_reports: tuple[Filed, Filed]) -> None:
    ours, theirs = two_reports
    customer = PlainBrowser().open(ours.tracking).follow("note.txt")
    assert customer.body == b"For Mira's eyes only"
    assert customer.headers["Content-Disposition"].startswith("attachment")
    assert customer.headers["X-Content-Type-Options"] == "nosniff"
    elsewhere = customer.url.replace(path_of(ours.tracking), path_of(theirs.tracking))
    assert elsewhere != customer.url
    assert PlainBrowser().open(elsewhere).status == 404


def test_opening_a_link_changes_nothing(shared_portal: RunningPortal, two_reports: tuple[Filed, Filed]) -> None:
    ours, _ = two_reports
    desk = f"{shared_portal.url}/desk/r/{desk_token(shared_portal, ours)}"
    before = story(desk), story(ours.tracking)
    for url in (desk, f"{desk}/resolve", f"{desk}/answer", ours.tracking, f"{ours.tracking}/withdraw", ours.receipt):
        PlainBrowser().open(url)
    assert (story(desk), story(ours.tracking)) == before


@pytest.mark.parametrize("exposed", [{"host": "0.0.0.0"}, {"public_url": "https://help.saltmarsh.example"}])
def test_a_start_that_would_show_the_mails_to_others_is_refused(
    site: Path, command: Path, exposed: dict[str, str]
) -> None:
    done = portal(command, "run", "--port", "0", cwd=site, **exposed)
    assert done.returncode == 1
    assert "carrier = 'folder' is refused" in done.stderr
    assert "everybody could read the mails at /mail" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_mails_are_not_shown_under_another_host_name_nor_by_another_carrier(
    shared_portal: RunningPortal, site: Path, start: Start
) -> None:
    assert PlainBrowser().open(f"{shared_portal.url}/mail").heading == "Mails"
    for name in ("portal.example", f"portal.example:{shared_portal.port}"):
        assert status_for_host(shared_portal, name) == 404
    assert PlainBrowser().open(f"{start(site, carrier='console').url}/mail").status == 404


def status_for_host(running: RunningPortal, name: str) -> int:
    """What somebody gets whose name service points `name` at this machine (DNS rebinding)."""
    with closing(HTTPConnection("127.0.0.1", running.port, timeout=60)) as connection:
        connection.request("GET", "/mail", headers={"Host": name})
        answer = connection.getresponse()
        answer.read()
        return answer.status


def canaries_in(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(rf"{CANARY}\d+x", text)}


def desk_token(running: RunningPortal, filed: Filed) -> str:
    folder = running.site / "var" / "mail"
    found = mails.wait_for(
        "the responder's mail", lambda: mails.to(mails.in_folder(folder), RESPONDER_MAIL, filed.reference)
    )
    return mails.link_with(found[0], "/desk/r/").rsplit("/", 1)[1]


def story(url: str) -> list[str]:
    found = PlainBrowser().open(url).soup.select(".story > li")
    assert found
    return [entry.get_text(" ", strip=True) for entry in found]
