"""The report's page as it is answered: with fresh forms, with what was kept of them, or with what has to be mended."""

from collections.abc import Mapping

from flask import render_template, request

from portal.acts.drafts import drafts_of
from portal.acts.send_script import script_for
from portal.desk.access import Access
from portal.desk.effort_forms import conclude_act
from portal.desk.forms import AnswerForm
from portal.desk.others_here import others_here
from portal.desk.report_acts import ACTS, form_for
from portal.desk.report_page import report_page
from portal.desk.team_beside import team_beside
from portal.desk.viewing_form import ViewingForm
from portal.library.pages import Script
from portal.promises.spoken import spoken_time
from portal.reports.overtaking import Filling
from portal.store.drafts import Draft
from portal.web.current import workplace
from portal.web.forms import StampedForm


def shown_report(
    way_in: Access,
    filled: Mapping[str, StampedForm] | None = None,
    status: int = 200,
    overtaken: str = "",
) -> tuple[str, int]:
    """`filled` is the form that came back, by its act; `overtaken` the filling-in that others were quicker than.

    Raises StoreUnavailable.
    """
    found, person = way_in.report, way_in.person
    filling = overtaken if isinstance(overtaken, Filling) else None
    shown = report_page(workplace(), found, person, way_in.file_address, filling)
    kept = drafts_of(workplace(), found.id, person)
    names = [*ACTS, *(conclude_act(told.key or 0) for told in shown.under_way)]
    forms = {name: form_for(name, workplace(), found, blank=True, kept=kept.get(name)) for name in names}
    with_a_form = names if found.status.is_open else ["open-again"] if shown.may_open_again else []
    asked = None if filled else _begin_with_script(way_in, forms["answer"], kept.get("answer"))
    page = render_template(
        "desk/report.html",
        page=shown,
        forms=forms | dict(filled or {}),
        act_name=next(iter(filled)) if filled else "",
        wrong=next(iter(filled.values())) if filled else None,
        drafts={name: _kept_at(draft) for name, draft in kept.items()},
        homeless={name: _words(draft) for name, draft in kept.items() if name not in with_a_form},
        script_asked=asked,
        team=team_beside(way_in),
        others=others_here(workplace(), found, person),
        viewing=ViewingForm(prefix="viewing", formdata=None),
        address=way_in.address,
        by_link=way_in.by_link,
    )
    return page, status


def _begin_with_script(way_in: Access, form: StampedForm, draft: Draft | None) -> Script | None:
    """`?script=first-word` begins the answer with that script, filled in; a GET, so it changes nothing.

    Gives the script where an answer was begun already and `&with=` does not say what becomes of it: that is asked.
    """
    script = workplace().library.desk.scripts.get(request.args.get("script", ""))
    if script is None or not isinstance(form, AnswerForm):
        return None
    begun, what = script_for(workplace(), way_in.report, way_in.person, script), request.args.get("with")
    if draft is not None and what not in ("below", "instead"):
        return script
    form.words.data = f"{form.words.data}\n\n{begun}" if draft is not None and what == "below" else begun
    form.script.data = script.slug
    return None


def _kept_at(draft: Draft) -> str:
    return spoken_time(draft.saved_at, workplace().now(), workplace().library.site.time_zone)


def _words(draft: Draft) -> list[str]:
    """What was written, without what was chosen from a list."""
    return [text for text in draft.fields.values() if len(text.split()) > 1]
