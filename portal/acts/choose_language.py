"""The customer chooses the language of their pages and mails. What people wrote stays as they wrote it."""

from portal.acts.answering import acting_on
from portal.acts.workplace import Workplace
from portal.store import reports


def choose_language(workplace: Workplace, report_id: int, language: str) -> None:
    """One that we do not speak changes nothing. Raises UnknownReport."""
    if language not in workplace.library.site.languages_spoken():
        return
    with acting_on(workplace, report_id) as moment:
        if moment.report.language != language:
            reports.update_report(moment.conn, report_id, language=language)
