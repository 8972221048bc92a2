"""What was looked up for a request before Flask began (portal.web.early_answers) is not looked up again."""

from typing import TYPE_CHECKING, cast

from portal.reports.report import Report

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_RELEASE, _REPORT = "forthright.release", "forthright.report"


def note_release(environ: "WSGIEnvironment") -> None:
    """The release in force is that of a moment ago."""
    environ[_RELEASE] = True


def is_release_known(environ: "WSGIEnvironment") -> bool:
    return _RELEASE in environ


def note_report(environ: "WSGIEnvironment", report: Report) -> None:
    environ[_REPORT] = report


def known_report(environ: "WSGIEnvironment", reference: str) -> Report | None:
    """The report with this reference as it was a moment ago, if that is the one that was looked up."""
    report = cast("Report | None", environ.get(_REPORT))
    return report if report is not None and report.reference == reference else None
