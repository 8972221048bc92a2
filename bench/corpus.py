"""A site of many policies of some 350 words each, in twenty sections; the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from textwrap import dedent

SECTIONS = 20
_SAID = (
    "the line that we mend comes first and what it costs is said before anybody begins to dig since no member should "
    "have to ask twice for a thing that was promised in writing by a person with a name who knows their street and the "
    "hours in which somebody can come to look at the box the cable or the bill"
)
_WORDS = _SAID.split()
_SITE = """
    organisation: Long Shelf
    base_url: https://help.longshelf.example
    time_zone: Europe/London
    calendars:
      office: {hours: {mon: [["09:00", "17:00"]], thu: [["09:00", "17:00"]]}}
    severities: [{key: a-little, label: A little}, {key: badly, label: Badly}]
    fallback_contact: {phone: 01632 960 001}
"""
_TEAM = """
    teams: {desk: {name: the desk}}
    responders:
      ada:
        name: Ada
        mail: ada@longshelf.example
        teams: [desk]
        shifts: [{days: [mon, thu], hours: ["09:00", "17:00"]}]
"""
_TOPIC = """
    title: Something else
    summary: Anything at all.
    owner: desk
    review_by: 2999-01-01
    says: It is something else
    stance: triage
    team: desk
    costs: {customer: You wait a little., us: A person's time.}
    benefits: {customer: A person reads it., us: We hear of it.}
    prevent: We keep the shelf tidy.
    reopen_within: 14 days
    catch_all: true
"""
_PROMISE = """
    title: A person answers within four working hours
    summary: Somebody reads it and writes back.
    owner: desk
    review_by: 2999-01-01
    indicator: first_response
    target: 4 working hours
    calendar: office
    remedy: £5 off the next bill.
    effective_from: 2020-01-01
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """One of the many pages. `body` is Markdown."""

    section: str
    slug: str
    title: str
    summary: str
    body: str


def policies(pages: int, seed: int = 1) -> Iterator[Policy]:
    """The policies of the corpus, as any tool may be given them."""
    random = Random(seed)
    for number in range(pages):
        title, summary = f"Policy number {number}", f"What we do in case {number}."
        yield Policy(_section(number), f"policy-{number:05}", title, summary, _body(random))


def write_corpus(site_dir: Path, pages: int, seed: int = 1) -> Path:
    """Lay out content/ with `pages` policies; gives the file of one of them, to be edited."""
    content = site_dir / "content"
    _write(content / "site.yml", dedent(_SITE))
    _write(content / "desk" / "team.yml", dedent(_TEAM))
    _write(content / "public" / "index.md", _page("title: Home", "Welcome."))
    _write(content / "public" / "topics" / "something-else.md", _page(dedent(_TOPIC).strip(), "Write it as it comes."))
    _write(content / "public" / "commitments" / "first-reply.md", _page(dedent(_PROMISE).strip(), "We read them all."))
    files = []
    for policy in policies(pages, seed):
        files.append(content / "public" / "policies" / policy.section / f"{policy.slug}.md")
        _write(files[-1], _page(f"title: {policy.title}\nsummary: {policy.summary}", policy.body))
    return files[pages // 2] if files else content / "public" / "index.md"


def edit(file: Path, number: int) -> None:
    """Change one paragraph of a page."""
    kept = file.read_text("utf-8").split("\n\nEdited ")[0].rstrip()
    file.write_text(f"{kept}\n\nEdited {number} times.\n", "utf-8")


def _section(number: int) -> str:
    return f"section-{number % SECTIONS:02}"


def _body(random: Random) -> str:
    """Three headings, six paragraphs, a list: some 350 words."""
    parts = []
    for heading in ("What we do", "When", "What it costs"):
        parts += [f"## {heading}", _sentence(random, 45), _sentence(random, 45)]
    parts.append("\n".join(f"- {_sentence(random, 16)}" for _ in range(5)))
    return "\n\n".join(parts)


def _sentence(random: Random, words: int) -> str:
    said = " ".join(random.choice(_WORDS) for _ in range(words))
    return f"{said[0].upper()}{said[1:]}."


def _page(fields: str, body: str) -> str:
    return f"---\n{fields}\n---\n\n{body}\n"


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
