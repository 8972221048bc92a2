"""A form of the report's page becomes a draft, and a draft becomes the form again."""

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField

from portal.acts.send_script import script_for
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.desk.forms import AnswerForm
from portal.reports.report import Report
from portal.store.drafts import Draft
from portal.web.current import service
from portal.web.forms import StampedForm

_OF_THE_PAGE = ("csrf_token", "stamp", "then")


def typed_in(form: StampedForm) -> dict[str, str]:
    """What stands in the form, by the names of its fields; nothing where nobody has written a word in it."""
    sent = {
        field.short_name: tidy(str(field.raw_data[0]))
        for field in form
        if field.short_name not in _OF_THE_PAGE and field.raw_data
    }
    written = (field for field in form if not isinstance(field, HiddenField) and isinstance(field, StringField))
    return sent if any(sent.get(field.short_name) for field in written) else {}


def is_script_as_it_stands(workplace: Workplace, report: Report, person: str, form: StampedForm) -> bool:
    """Whether the answer is a script that was begun and not touched. Raises StoreUnavailable."""
    if not isinstance(form, AnswerForm):
        return False
    script = workplace.library.desk.scripts.get(form.script.data or "")
    return script is not None and tidy(form.words.data) == tidy(script_for(workplace, report, person, script))


def as_sent(act_name: str, draft: Draft) -> MultiDict[str, str]:
    """What a browser would send of the form that was kept: the same filling-in, so that it is sent once."""
    sent = {f"{act_name}-{name}": text for name, text in draft.fields.items()}
    return MultiDict({f"{act_name}-stamp": service().stamps.again(draft.filling, draft.saved_at), **sent})
