"""The small organisation with one more who coaches."""

from portal.library.library import Library


def with_coach(library: Library, key: str) -> Library:
    """The library with a responder whom team.yml names as coach."""
    people = dict(library.desk.team.responders)
    people[key] = people[key].model_copy(update={"coach": True})
    team = library.desk.team.model_copy(update={"responders": people})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})


def with_second_lead(library: Library) -> Library:
    """The library with another lead, Ines, of the same teams as Ruth."""
    leads = dict(library.desk.team.leads)
    leads["ines"] = leads["ruth"].model_copy(update={"name": "Ines", "mail": "ines@riverside.example"})
    team = library.desk.team.model_copy(update={"leads": leads})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})
