"""The forms of training: to ask for it in one line, and a lead's answer."""

from wtforms import StringField, TextAreaField

from portal.desk.written import MOST_IN_LINE, MOST_TO_CUSTOMER, Written
from portal.web.forms import StampedForm, typed_line, typed_text


class AskTrainingForm(StampedForm):
    wish = StringField(
        "What you would like to learn, or do next",
        description="In one line. Your leads read it.",
        filters=[typed_line],
        validators=[Written("Say in one line what you would like to learn, or do next.", most=MOST_IN_LINE)],
    )


class AnswerTrainingForm(StampedForm):
    answer = TextAreaField(
        "Your answer",
        description="What you will do about it, and by when.",
        filters=[typed_text],
        validators=[Written("Write your answer first. A no is an answer too, with its reason.", most=MOST_TO_CUSTOMER)],
    )
