"""What my desk is asked for, in its address: a filter is sent by GET, so that it can be kept as a bookmark."""

from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from portal import paths
from portal.desk.my_desk import DueState, View, Wanted, place_in_words, read_place
from portal.library.library import Library
from portal.store.desk_reading import Place


class NarrowingForm(Form):  # type: ignore[misc]
    """An unknown choice counts as none: the address may be an old bookmark."""

    topic = SelectField("About", validate_choice=False)
    severity = SelectField("How it affects them", validate_choice=False)
    due = SelectField(
        "Due",
        choices=[
            SelectChoice("", "at any time"),
            SelectChoice(DueState.LATE.value, "before now: they are late"),
            SelectChoice(DueState.TODAY.value, "today"),
        ],
        validate_choice=False,
    )

    def offer(self, library: Library) -> None:
        topics = sorted(library.public.topics.values(), key=lambda topic: topic.says)
        self.topic.choices = [
            SelectChoice("", "everything"),
            *(SelectChoice(topic.slug, topic.says) for topic in topics),
        ]
        severities = (SelectChoice(severity.key, severity.label) for severity in reversed(library.site.severities))
        self.severity.choices = [SelectChoice("", "in any way"), *severities]
        for field in (self.topic, self.severity, self.due):
            if field.data not in {choice.value for choice in field.choices}:
                field.data = ""


def read_wanted(asked: "MultiDict[str, str]", form: NarrowingForm, first: View) -> Wanted:
    """What the address asks for; `first` is the list to begin with. The form has been offered its choices."""
    view = View(asked["view"]) if asked.get("view") in set(View) else first
    return Wanted(
        view=view,
        topic=form.topic.data,
        severity=form.severity.data,
        due=DueState(form.due.data) if form.due.data else None,
        after=read_place(asked.get("after", "")),
    )


def address_of(wanted: Wanted, *, view: View | None = None, after: Place | None = None) -> str:
    """The address of a list, narrowed as `wanted` is, from a place on."""
    fields = {
        "view": (view or wanted.view).value,
        "topic": wanted.topic,
        "severity": wanted.severity,
        "due": wanted.due.value if wanted.due else "",
        "after": place_in_words(after) if after else "",
    }
    return f"{paths.DESK_REPORTS}?{urlencode({name: value for name, value in fields.items() if value})}"
