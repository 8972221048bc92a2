"""What a mail about a report says: one message, or several that go in one mail, each as it would have come alone."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portal.acts.notice_matter import Matter, matter_of
from portal.acts.notice_particulars import particulars
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure, SettingsError, StoreUnavailable
from portal.languages.messages import N_, _
from portal.notices.context import AutoSubmitted
from portal.notices.digest_messages import Part, Several
from portal.notices.digests import SEVERAL
from portal.notices.messages import MESSAGES
from portal.notices.rendering import Rendered, render, render_part
from portal.store.outbox import ClaimedNotice

logger = logging.getLogger(__name__)

_ON_THE_PAGE = N_("Something has happened that this mail cannot show. It stands on your report's page.")


@dataclass(frozen=True, slots=True)
class Said:
    """`author` is the display name of the one person who speaks, empty where it is us; RFC 3834 §5."""

    rendered: Rendered
    author: str
    auto_submitted: AutoSubmitted


def one(workplace: Workplace, matter: Matter, frame: dict[str, Any]) -> Said:
    """The message alone. Raises PermanentFailure, SettingsError."""
    message = matter.notice.message
    context = MESSAGES[message](**frame, **particulars(workplace, matter))
    author = matter.author if context.auto_submitted == "no" else ""
    return Said(render(message, context, workplace.settings.template_dirs), author, context.auto_submitted)


def several(workplace: Workplace, matter: Matter, notices: Sequence[ClaimedNotice], frame: dict[str, Any]) -> Said:
    """All of them, in the order of their numbers. Raises SettingsError, StoreUnavailable."""
    with workplace.store.reading() as conn:
        matters = [matter_of(conn, workplace, notice) for notice in sorted(notices, key=lambda each: each.id)]
    parts = tuple(_part(workplace, each, frame) for each in matters)
    rendered = render(SEVERAL, Several(**frame, parts=parts), workplace.settings.template_dirs)
    written = [each.author for each in matters if MESSAGES[each.notice.message].auto_submitted == "no"]
    same = written and len(written) == len(matters) and len(set(written)) == 1
    return Said(rendered, written[0] if same else "", "no" if written else "auto-generated")


def _part(workplace: Workplace, matter: Matter, frame: dict[str, Any]) -> Part:
    """One message; what is at fault in it must not keep the others back."""
    notice = matter.notice
    at = matter.entry.at if matter.entry else notice.created_at
    try:
        context = MESSAGES[notice.message](**frame, **particulars(workplace, matter))
        text, html = render_part(notice.message, context, workplace.settings.template_dirs)
    except (SettingsError, StoreUnavailable):
        raise
    except Exception as error:
        if not isinstance(error, PermanentFailure):
            logger.exception("notice %s could not be composed", notice.key)
        text, html = _(_ON_THE_PAGE), Markup("<p>{}</p>").format(_(_ON_THE_PAGE))
    return Part(at, text, html)
