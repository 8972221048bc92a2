"""The scorecard page: every promise to customers with its record, also one that is no longer made."""

from dataclasses import dataclass

from portal.languages.formatting import percent
from portal.promises.scorecards import Record
from portal.site.chart import STATES
from portal.site.public_site import PublicSite
from portal.site.record import took
from portal.site.record_words import figure_in_words


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise. `path` is empty where it is no longer made; `figure` where nothing counted yet."""

    title: str
    lang: str
    path: str
    target: str
    objective: str
    figure: str
    state: str
    took: str


def promise_lines(view: PublicSite) -> tuple[PromiseLine, ...]:
    """Those in force by what they measure, then those of the past by name."""
    scorecard = view.published.scorecard
    records = scorecard.figures.commitments if scorecard else {}
    lines = [
        _line(page.title, page.lang or "", page.path, str(page.target), page.objective, records.get(page.slug))
        for page in view.promises
        if page.effective_from <= view.today or page.slug in records
    ]
    known = {page.slug for page in view.promises}
    for slug, record in records.items() if scorecard else ():
        if slug not in known and scorecard is not None:
            last = scorecard.commitments[[each.version for each in scorecard.in_force if each.commitment == slug][-1]]
            lines.append(_line(last["title"], view.first.language, "", last["target"], last["objective"], record))
    return tuple(lines)


def _line(title: str, lang: str, path: str, target: str, objective: float, record: Record | None) -> PromiseLine:
    total = record.total if record else None
    return PromiseLine(
        title=title,
        lang=lang,
        path=path,
        target=target,
        objective=percent(objective),
        figure=figure_in_words(total.kept, total.counted) if total and total.counted else "",
        state=STATES[total.grade] if total else "",
        took=took(total) if total else "",
    )
