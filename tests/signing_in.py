"""People of the small organisation who sign in on the desk, by the link of a real mail."""

import re
from urllib.parse import urlsplit

from flask import Flask

from portal import editing_paths, paths
from portal.acts.compose import mail_for
from portal.acts.sign_in import ask_for_sign_in
from portal.acts.workplace import Workplace
from tests.browsing import Visitor
from tests.workplaces import claimed, rows

LINK = re.compile(r"https?://\S+/desk/sign-in/[a-z2-7]{32}")


def links_sent(workplace: Workplace) -> list[str]:
    """The path of each link that was mailed since the last look; other mails of that time are thrown away."""
    mails = [mail_for(workplace, notice) for notice in claimed(workplace) if notice.message == "sign_in"]
    bodies = (body.get_content() for mail in mails if (body := mail.get_body(("plain",))))
    return [urlsplit(LINK.findall(text)[0]).path for text in bodies]


def link_for(workplace: Workplace, person: str, wanted: str = paths.DESK_REPORTS) -> str:
    """The path of a link that `person` has asked for just now."""
    claimed(workplace)
    ask_for_sign_in(workplace, workplace.roster().everybody[person].mail, wanted)
    (link,) = links_sent(workplace)
    return link


def sign_in(visitor: Visitor, workplace: Workplace, person: str) -> Visitor:
    """The visitor, signed in as `person` (a key of team.yml)."""
    wanted = paths.DESK_REPORTS if person in workplace.roster().people else editing_paths.ROOT
    visitor.press(visitor.get(link_for(workplace, person, wanted)), "Sign in as")
    return visitor


def somebody(app: Flask, workplace: Workplace, person: str) -> Visitor:
    """Another browser, with `person` signed in."""
    return sign_in(Visitor(app), workplace, person)


def audited(workplace: Workplace) -> list[tuple[str, str | None]]:
    """Act and person of each row of the audit log, in order."""
    return [(row.act, row.person) for row in sorted(rows(workplace.store)["audit"], key=lambda row: row.id)]
