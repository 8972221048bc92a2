"""What a page is, for machines: schema.org as JSON-LD. It says nothing that the page does not say to people.

It stands in a data block, `<script type="application/ld+json">`. HTML has no browser run such a block, so the page's
policy, which allows no script, has nothing against it (HTML, "prepare the script element").
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from portal import paths
from portal.promises.calendar_fields import MIDNIGHT, clock
from portal.promises.calendars import Calendar
from portal.promises.opening_hours import opening_hours
from portal.site.navigation import NavItem
from portal.site.public_site import PublicSite
from portal.site.shown_hours import years_shown

Data = dict[str, Any]

_COLLECTIONS = (
    *(paths.TOPICS, paths.COMMITMENTS, paths.LIMITATIONS, paths.POLICIES, paths.SCORECARD, paths.SEARCH),
    paths.HOW_WE_HANDLE,
)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_CLOSED = (("00:00", "00:00"),)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def structured_data(
    view: PublicSite,
    path: str,
    *,
    title: str,
    description: str,
    lang: str,
    trail: Sequence[NavItem] = (),
    changed_on: date | None = None,
    searches: bool = False,
    logo: str = "",
) -> Data:
    """The data of the page at `path`. `trail` leads to it, home first; `changed_on` is when it last changed; `logo` is
    the address of a picture on the site.

    `title` and `description` may be Markup, as a block of a template gives them.
    """
    title, description = _plain(title), _plain(description)
    page: Data = {
        "@type": "CollectionPage" if _original(view, path) in _COLLECTIONS else "WebPage",
        "url": _public(view) + path,
        "name": title,
        "description": description,
        "inLanguage": lang,
        "isPartOf": {"@id": _id(view, "site")},
    }
    if changed_on:
        page["dateModified"] = changed_on.isoformat()
    if trail:
        page["breadcrumb"] = _breadcrumb(view, path, title, trail)
    if files := _files(view, _original(view, path)):
        page["mainEntity"] = _dataset(view, title, description, files)
    whole = [page]
    if path == paths.HOME:
        page["about"] = {"@id": _id(view, "organisation")}
        whole += [_organisation(view, logo), _site(view, searches=searches)]
    return {"@context": "https://schema.org", "@graph": whole}


def in_script(data: Data) -> Markup:
    """The data as text that cannot end the element in which it stands, nor begin another."""
    text = _JSON.encode(data)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no character of it can act


def _original(view: PublicSite, path: str) -> str:
    """The address in the first language, also of a page that stands under its own already."""
    return view.path_of_original(path) if path.startswith(view.address(paths.HOME)) else path


def _plain(text: str) -> str:
    return text.unescape() if isinstance(text, Markup) else text


def _organisation(view: PublicSite, logo: str) -> Data:
    site, contact = view.site, view.site.fallback_contact
    point: Data = {"@type": "ContactPoint", "contactType": "customer support"}
    point |= {name: value for name, value in (("telephone", contact.phone), ("email", contact.mail)) if value}
    if calendar := view.calendars_by_name.get(contact.calendar or ""):
        point["hoursAvailable"] = [*_hours(view, calendar)]
    said = {"description": site.tagline} if site.tagline else {}
    said |= {"logo": _public(view) + logo} if logo else {}
    address = {"@id": _id(view, "organisation"), "name": site.organisation, "url": _public(view) + paths.HOME}
    return {"@type": "Organization", **address, **said, "contactPoint": point}


def _site(view: PublicSite, *, searches: bool) -> Data:
    public = _public(view)
    site: Data = {"@type": "WebSite", "@id": _id(view, "site"), "url": public + paths.HOME}
    site |= {"name": view.site.organisation, "inLanguage": list(view.site.languages)}
    site["publisher"] = {"@id": _id(view, "organisation")}
    if searches:
        target = {"@type": "EntryPoint", "urlTemplate": f"{public}{paths.SEARCH}?q={{words}}"}
        site["potentialAction"] = {
            "@type": "SearchAction",
            "target": target,
            "query-input": {"@type": "PropertyValueSpecification", "valueRequired": True, "valueName": "words"},
        }
    return site


def _hours(view: PublicSite, calendar: Calendar) -> Iterator[Data]:
    first, last = years_shown(view.today)
    hours = opening_hours(calendar, first, last)
    for each in hours.each_week:
        yield _open(clock(each.hours[0]), _closes(each.hours[1]), dayOfWeek=[_WEEKDAYS[day] for day in each.weekdays])
    # What is said of a date stands in the place of the whole weekly pattern on it.
    otherwise = {*hours.closed_on, *(window.day for window in hours.single)}
    otherwise |= {day for each in hours.each_week for day in each.but_not_on}
    for day in sorted(otherwise):
        valid = {"validFrom": day.isoformat(), "validThrough": day.isoformat()}
        for opens, closes in _on_day(calendar, day) or _CLOSED:
            yield _open(opens, closes, **valid)


def _on_day(calendar: Calendar, day: date) -> tuple[tuple[str, str], ...]:
    """All windows of a date, by the wall clock."""
    alone = opening_hours(calendar, day, day)
    weekly = ((clock(each.hours[0]), _closes(each.hours[1])) for each in alone.each_week)
    single = ((f"{window.start:%H:%M}", f"{window.end:%H:%M}") for window in alone.single)
    return tuple(sorted((*weekly, *((opens, "23:59" if closes == "00:00" else closes) for opens, closes in single))))


def _closes(minute: int) -> str:
    """The end of the day is 23:59 here; a close that is no later than the opening lies on the next day."""
    return "23:59" if minute == MIDNIGHT else clock(minute % MIDNIGHT)


def _open(opens: str, closes: str, **when: object) -> Data:
    return {"@type": "OpeningHoursSpecification", **when, "opens": opens, "closes": closes}


def _breadcrumb(view: PublicSite, path: str, title: str, trail: Sequence[NavItem]) -> Data:
    steps = [*((item.label, item.path) for item in trail), (title, path)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": _public(view) + address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def _files(view: PublicSite, path: str) -> Mapping[str, str]:
    """The data behind a page: their type by address."""
    if path == paths.COMMITMENTS:
        return {paths.COMMITMENTS_JSON: "application/json"}
    if path == paths.SCORECARD and view.published.scorecard:
        return {paths.SCORECARD_JSON: "application/json", paths.SCORECARD_CSV: "text/csv"}
    return {}


def _dataset(view: PublicSite, title: str, description: str, files: Mapping[str, str]) -> Data:
    downloads: Iterable[Data] = (
        {"@type": "DataDownload", "contentUrl": _public(view) + address, "encodingFormat": media_type}
        for address, media_type in files.items()
    )
    data: Data = {"@type": "Dataset", "name": title, "description": description, "isAccessibleForFree": True}
    return data | {"creator": {"@id": _id(view, "organisation")}, "distribution": list(downloads)}


def _id(view: PublicSite, name: str) -> str:
    return f"{_public(view)}{paths.HOME}#{name}"


def _public(view: PublicSite) -> str:
    return view.site.base_url.rstrip("/")
