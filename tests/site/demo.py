"""Every shared part with sample data, to be looked at and tested: `python -m tests.site.demo`, then /form, /letter …"""

from types import SimpleNamespace

from flask import Flask, abort, render_template
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    Form,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired

from portal import paths
from portal.languages.jinja import add_languages
from portal.library.site_file import SiteFile, Theme
from portal.settings import Settings
from portal.site.navigation import NAVIGATION
from portal.site.same_parts import each_alone
from portal.site.static_files import StaticFiles, static_routes

PAGES = ("form", "form_errors", "letter", "receipt", "tracking", "desk")

SEVERITY_HINTS = {
    "can-wait": "I would like it sorted out, but it does not get in my way today.",
    "cut-off": "I can't work, learn, pay or call anyone from home.",
    "someone-at-risk": "A person's health or safety hangs on this. If they are in danger now, call 999 first.",
}


class DemoForm(Form):  # type: ignore[misc]
    """One field of each kind."""

    ticket = HiddenField(default="x")
    topic = SelectField(
        "What is it about?",
        choices=[SelectChoice("no-internet", "My internet is down"), SelectChoice("wrong-bill", "My bill is wrong")],
    )
    what = TextAreaField(
        "What happened?",
        description="In your own words. When did it start, and what have you noticed?",
        validators=[InputRequired("Tell us what happened. A few words are enough.")],
    )
    severity = RadioField(
        "How does it affect you?",
        choices=[
            SelectChoice("can-wait", "It can wait"),
            SelectChoice("cut-off", "I'm cut off"),
            SelectChoice("someone-at-risk", "Someone could come to harm"),
        ],
        validators=[InputRequired("Choose what comes nearest.")],
    )
    name = StringField("Your name", description="So that we know what to call you. You may leave it out.")
    mail = EmailField("Your mail address", validators=[Email("Enter a mail address such as name@example.org.")])
    pictures = MultipleFileField("Pictures or papers", description="Up to 5 files of 10 MB each.")
    urgent = BooleanField("Write to me at night as well", description="Otherwise we write between 7:00 and 22:00.")


def _entry(by: str, who: str, when: str, what: str = "", said: str = "", **more: object) -> SimpleNamespace:
    known = {"by": by, "who": who, "when": when, "when_iso": "2026-11-22T14:05:00+00:00", "what": what, "said": said}
    usual = {"parts": (), "files": (), "public": True, "alive": False, "ended_by": None, "key": None}
    return SimpleNamespace(**(usual | known | more))


STORY = (
    _entry(
        "staff",
        "Mira",
        "today at 14:05",
        "is trying something",
        alive=True,
        parts=(
            ("I tried", "I called the exchange in Tidewell."),
            ("What came of it", "No answer."),
            ("Next", "I try again at 14:30."),
        ),
    ),
    _entry(
        "staff", "Mira", "today at 13:50", "noted", "Same cabinet as R2B4-K7NP.\nAsk Kofi about the key.", public=False
    ),
    _entry(
        "customer",
        "You",
        "today at 13:20",
        "wrote",
        "The light is red again.\nMy father's alarm hangs on this line.",
        files=(SimpleNamespace(name="box.jpg", address="#main", size_text="1.2 MB"),),
    ),
    _entry(
        "staff",
        "Mira",
        "today at 12:41",
        "wrote",
        "I have your report and am looking at your line. You hear from me before 14:00.",
    ),
    _entry("system", "Forthright", "today at 12:40", "gave your report to Mira"),
)

CLOCKS = tuple(
    SimpleNamespace(state=state, sentence=sentence, left="")
    for state, sentence in (
        ("kept", "a person answers within two working hours. It took 1 minute."),
        ("at-risk", "you hear from us again by 16:41 today. 20 minutes are left."),
        ("waiting", "your line works by Tuesday at 17:00. The time rests until you write."),
        ("missed", "your line works by Friday at 17:00. You get £10 for each further day."),
        ("running", "your line works by Tuesday at 17:00."),
    )
)


def demo_app(theme: Theme | None = None) -> Flask:
    app = Flask(__name__, static_folder=None, template_folder=None)
    settings = Settings()
    files = StaticFiles(settings.static_dirs, theme or Theme())
    app.jinja_loader = FileSystemLoader(["tests/site/demo_templates", *settings.template_dirs])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["same"] = each_alone
    add_languages(app.jinja_env)
    app.register_blueprint(static_routes(lambda: files))
    site = SiteFile.model_validate(
        {
            "organisation": "Saltmarsh Net",
            "base_url": "https://x.example",
            "time_zone": "Europe/London",
            "severities": [{"key": "a", "label": "A"}],
            "fallback_contact": {"phone": "01632 960 142", "mail": "hello@saltmarsh.example"},
        }
    )
    wrong = DemoForm(MultiDict({"topic": "wrong-bill", "mail": "mira(at)home", "name": "Ada"}))
    wrong.validate()

    @app.get("/<name>")
    def page(name: str) -> str:
        if name not in PAGES:
            abort(404)
        return render_template(
            "form.html" if name.startswith("form") else f"{name}.html",
            site=site,
            page_path=paths.REPORT,
            nav=NAVIGATION,
            asset=files.address,
            has_theme=files.has_theme,
            paths=paths,
            form=wrong if name == "form_errors" else DemoForm(),
            hints=SEVERITY_HINTS,
            story=STORY,
            clock_items=CLOCKS,
        )

    return app


if __name__ == "__main__":
    demo_app().run(port=8766)
