"""Every error that Forthright raises on purpose.

    PortalError
    ├── ContentError          content/ has problems; carries all of them
    ├── SettingsError         a setting has a wrong value; the start is refused
    ├── PromiseError          a target, a calendar or an interval makes no sense
    │   ├── TargetError
    │   ├── CalendarError     names the field of the calendar
    │   │   └── ClosuresError its iCalendar file of closures cannot be used
    │   ├── NoHoursLeft       the calendar never opens long enough
    │   └── ReversedInterval  the end lies before the start
    ├── ReportError           the report does not allow what was asked
    │   ├── MoveRefused
    │   │   └── Overtaken     somebody else has said something since the page was opened
    │   ├── UnknownReport
    │   ├── ReleaseChanged    the promises shown on the check page are no longer on offer
    │   ├── KeyReused         something else was sent with this Idempotency-Key
    │   └── StillUnderWay     the first request with this Idempotency-Key is not answered yet
    ├── TokenError            a link that does not open anything
    │   ├── BadToken
    │   └── ExpiredToken
    ├── OverLimit             too many of the same from one place
    ├── QuarantineFull        as many reports wait for a look as there is room for
    ├── LeadsOnly             a page or an act that responders do not have
    ├── EditorsOnly           an act that only editors have
    ├── TeamOnly              a page or an act that editors who do not answer reports do not have
    ├── EditRefused           a page of content/ cannot be edited like that; nothing was changed
    │   ├── SavedElsewhere    the draft was saved from another page since it was opened
    │   └── NotPublished      what was asked to be published; carries the problems
    ├── UnknownPerson         nobody in team.yml has the address, or several have
    ├── SignInUnavailable     the provider that signs people in cannot be relied on now
    ├── UploadRefused         an attachment that cannot be taken
    ├── StoreError            the database
    │   ├── StoreUnavailable
    │   └── SchemaMismatch
    ├── BackupError           a backup could not be made, or cannot be used; nothing was changed
    ├── CarrierError          a notice could not be handed over
    │   ├── TemporaryFailure  it is tried again
    │   └── PermanentFailure  it is not
    │       ├── RecipientRefused
    │       └── NobodyToTell
    └── PublishError          the site could not be published; the old one stands
        └── PublicationUnderWay

A message says what happened, why, and what to do next, in the words of the person who reads it.
"""

from collections.abc import Sequence
from typing import Any


class PortalError(Exception):
    """Root of the tree; `str()` of any of them is fit to be shown."""


class ContentError(PortalError):
    """content/ has problems. `problems` holds every one of them, sorted (portal.library.problems.Problem)."""

    def __init__(self, problems: Sequence[Any]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingsError(PortalError):
    """A setting has a wrong value. The message names setting, value and what is allowed."""


class PromiseError(PortalError):
    """A target, a calendar or an interval makes no sense."""


class TargetError(PromiseError):
    """A target that cannot be read, such as `soon` or `0 hours`."""


class CalendarError(PromiseError):
    """A calendar that cannot be read. `where` is the path of keys to the fault, such as ("hours", "mon", 0)."""

    def __init__(self, message: str, where: tuple[str | int, ...] = ()) -> None:
        self.where = where
        super().__init__(message)


class ClosuresError(CalendarError):
    """An iCalendar file of closures that cannot be used. `what` is wrong, `remedy` says what to do: both sentences."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what} {remedy}", ("closures",))


class NoHoursLeft(PromiseError):
    """The calendar has too few open hours ahead to reach the target."""


class ReversedInterval(PromiseError):
    """The end of an interval lies before its start."""


class ReportError(PortalError):
    """The report does not allow what was asked."""


class MoveRefused(ReportError):
    """The report's status does not allow this move."""


class Overtaken(MoveRefused):
    """Somebody else has said something on the report since the person opened its page; nothing was done yet."""


class UnknownReport(ReportError):
    """No such report."""


class ReleaseChanged(ReportError):
    """The promises on the check page have been out of force for too long to be given."""


class KeyReused(ReportError):
    """Something else was sent with this Idempotency-Key before; nothing was done."""


class StillUnderWay(ReportError):
    """The first request with this Idempotency-Key is not answered yet; nothing was done a second time."""


class TokenError(PortalError):
    """A link that does not open anything."""


class BadToken(TokenError):
    """The link is incomplete, altered, revoked or made for another purpose."""


class ExpiredToken(TokenError):
    """The link was good once."""


class OverLimit(PortalError):
    """Too many of the same came from one place in a short time."""


class QuarantineFull(PortalError):
    """As many reports wait for a person to look as there is room for; nothing was kept."""


class LeadsOnly(PortalError):
    """A page or an act that responders do not have."""


class EditorsOnly(PortalError):
    """An act that only editors have."""


class TeamOnly(PortalError):
    """A page or an act that editors who do not answer reports do not have."""


class EditRefused(PortalError):
    """A page of content/ cannot be edited like that; nothing was changed."""


class SavedElsewhere(EditRefused):
    """The draft was saved from another page since it was opened here; nothing of either is lost."""


class NotPublished(EditRefused):
    """A page was not published. `problems` have to be mended first; `overtaken`: somebody else has changed the page."""

    def __init__(self, message: str, *, problems: Sequence[Any] = (), overtaken: bool = False) -> None:
        self.problems, self.overtaken = tuple(problems), overtaken
        super().__init__(message)


class UnknownPerson(PortalError):
    """Nobody in team.yml has the address, or several people have it."""


class SignInUnavailable(PortalError):
    """The provider that signs people in does not answer, or not as OpenID Connect asks of it."""


class UploadRefused(PortalError):
    """An attachment that cannot be taken; says which, why and what can be."""


class StoreError(PortalError):
    """Something about the database."""


class StoreUnavailable(StoreError):
    """The database cannot be reached or cannot write; nothing was saved."""


class SchemaMismatch(StoreError):
    """The database's schema is not the one this version needs."""


class BackupError(PortalError):
    """A backup could not be made, or one cannot be used; nothing was changed."""


class CarrierError(PortalError):
    """A notice could not be handed over."""


class TemporaryFailure(CarrierError):
    """It may go through later: a connection refused, a 4xx answer."""


class PermanentFailure(CarrierError):
    """It will never go through: an unknown recipient, a 5xx answer."""


class RecipientRefused(PermanentFailure):
    """The mail server takes no mail for this address; the message holds its answer, without the address."""


class NobodyToTell(PermanentFailure):
    """Whoever a notice was for has had their address taken away since, or has left the team, so nobody has anything to
    do about it.
    """


class PublishError(PortalError):
    """The site could not be published; what was live still is."""


class PublicationUnderWay(PublishError):
    """Another process is publishing the same site."""
