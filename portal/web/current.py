"""What the views of one service share, found through the app that answers the request."""

from dataclasses import dataclass

from flask import Flask, current_app

from portal.acts.workplace import Workplace
from portal.web.form_stamp import FormStamps
from portal.web.form_tokens import FormTokens
from portal.web.staged import StagedNames

_KEY = "forthright"


@dataclass(frozen=True, slots=True)
class Service:
    workplace: Workplace
    stamps: FormStamps
    tokens: FormTokens
    staged: StagedNames


def install(app: Flask, workplace: Workplace) -> None:
    app.extensions[_KEY] = Service(
        workplace,
        FormStamps(workplace.keys),
        FormTokens(workplace.keys),
        StagedNames(workplace.keys, workplace.settings),
    )


def service_of(app: Flask) -> Service:
    found: Service = app.extensions[_KEY]
    return found


def service() -> Service:
    return service_of(current_app)


def workplace() -> Workplace:
    return service().workplace
