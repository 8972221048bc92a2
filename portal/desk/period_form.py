"""The choice of a period, sent by GET, so that it can be kept as a bookmark."""

from collections.abc import Mapping

from flask import request
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice


class PeriodForm(Form):  # type: ignore[misc]
    period = SelectField(validate_choice=False)


def chosen_period(label: str, periods: Mapping[str, tuple[str, int]], usual: str) -> tuple[PeriodForm, int | None]:
    """The form as it was sent, and the length that it asks for; None, with an error, for what is no choice.

    `periods` gives the words and the length of each of three choices; `usual` is the one where none was sent.
    """
    form = PeriodForm(request.args)
    form.period.label.text = label
    form.period.choices = [SelectChoice(key, words) for key, (words, _) in periods.items()]
    if "period" not in request.args:
        form.period.data = usual
    if form.period.data not in periods:
        form.period.errors = ["Choose one of the three from the list."]
        return form, None
    return form, periods[form.period.data][1]
