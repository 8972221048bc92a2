"""What the views of one service share, found through the app that answers the request."""

from dataclasses import dataclass

from flask import Flask, current_app

from portal.acts.workplace import Workplace
from portal.web.form_stamp import FormStamps
from portal.web.staged import StagedNames

_KEY = "forthright"


@dataclass(frozen=True, slots=True)
class Service:
    workplace: Workplace
    stamps: FormStamps
    staged: StagedNames


def install(app: Flask, workplace: Workplace) -> None:
    app.extensions[_KEY] = Service(
        workplace, FormStamps(workplace.keys), StagedNames(workplace.keys, workplace.settings)
    )


def service() -> Service:
    found: Service = current_app.extensions[_KEY]
    return found


def workplace() -> Workplace:
    return service().workplace
