"""Routes over what programs read: promises, opening hours, and how to tell us of a weakness of the site."""

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from portal import paths
from portal.library.ways_to_us import data_of_promises_and_hours
from portal.site.commitments_json import commitments_json, commitments_schema_json
from portal.site.public_site import PublicSite
from portal.site.security_txt import security_txt
from portal.site.shown_hours import calendars_shown
from portal.site.what_changed import WhatChanged


def data_addresses(view: PublicSite) -> tuple[str, ...]:
    """All that `add_data_files` answers. They are data: no reader looks for them in a list of pages."""
    data = data_of_promises_and_hours(calendars_shown(view))
    return (*data, *((paths.SECURITY_TXT,) if view.site.security else ()))


def add_data_files(blueprint: Blueprint, view: PublicSite, changed: WhatChanged) -> None:
    """The types are those that a plain web server gives by the files' names."""

    @blueprint.get(paths.COMMITMENTS_JSON)
    def commitments_data() -> Response:
        return Response(commitments_json(view, changed), mimetype="application/json")

    @blueprint.get(paths.COMMITMENTS_SCHEMA)
    def commitments_schema() -> Response:
        return Response(commitments_schema_json(view), mimetype="application/json")

    @blueprint.get(f"{paths.OPENING_HOURS}<name>.ics")
    def opening_hours(name: str) -> Response:
        if name not in calendars_shown(view):
            raise NotFound
        # The library for iCalendar takes a fifth of a second to load, and few builds need it.
        from portal.site.hours_calendar import hours_calendar

        return Response(hours_calendar(view, name), mimetype="text/calendar")

    security = view.site.security
    if security is not None:

        @blueprint.get(paths.SECURITY_TXT)
        def tell_of_weakness() -> Response:
            return Response(security_txt(view, security), mimetype="text/plain")
