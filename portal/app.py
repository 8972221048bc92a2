"""Where the parts are joined: one function for each app, and nothing else makes one. DESIGN §6."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import paths
from portal.acts.workplace import Workplace
from portal.api import document_views, public_views
from portal.api import report_views as api_reports
from portal.api.cookieless import without_cookies
from portal.desk import (
    audit_views,
    calendar_views,
    cause_views,
    coaching_views,
    draft_views,
    editing_draft_views,
    editing_list_views,
    editing_page_views,
    editing_publish_views,
    entrance_views,
    exception_views,
    expired_link_views,
    huddle_views,
    insights_views,
    ledger_views,
    lesson_views,
    my_desk_views,
    obstacle_views,
    page_draft_views,
    practice_views,
    provider_views,
    quarantine_views,
    rest_views,
    roster_views,
    scripts_views,
    search_views,
    sessions_views,
    shortcuts_views,
    sign_in_views,
    team_promises_views,
    thanks_views,
    training_views,
    viewing_views,
    weeks_ahead_views,
)
from portal.desk import report_views as report_pages
from portal.desk.navigation import add_navigation
from portal.desk.rest_views import add_rest
from portal.desk.tray_views import tray
from portal.editing.room import Room
from portal.inbound.reading import read_mail
from portal.intake import (
    closing_views,
    held_views,
    kept_views,
    news_views,
    report_views,
    subscribe_views,
    tracking_views,
)
from portal.intake.lying_ready import answer_what_lies_ready
from portal.library.loader import load_library
from portal.library.reading_memory import ReadingMemory
from portal.library.release import Release
from portal.library.renderer import Renderer
from portal.publishing.preview import Preview
from portal.publishing.preview_reading import PreviewReading
from portal.reports.links import oldest_first
from portal.settings import Settings
from portal.site.static_files import StaticFiles, static_routes
from portal.site_app import new_app, pages_to_preview
from portal.web import health, mail_views
from portal.web.access import guard_desk
from portal.web.cookie_sessions import CookieSessions
from portal.web.current import install
from portal.web.customers_language import speak_to_customers
from portal.web.editing_room import install_editing
from portal.web.error_pages import add_error_pages
from portal.web.few_fields import FewFieldsRequest
from portal.web.headers import add_headers
from portal.web.keep_release_current import keep_release_current
from portal.web.origin import require_own_origin
from portal.web.overload import refuse_when_overloaded
from portal.web.page_frame import add_page_frame
from portal.web.published_site import published_site
from portal.web.request_id import name_requests
from portal.web.sign_in_provider import add_provider
from portal.web.stored_id import StoredId

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_FORM_BYTES = 500_000
MAX_FORM_PARTS = 60


def create_service(workplace: Workplace) -> Flask:
    """The dynamic half: the form, the tracking page, the desk. Raises SettingsError for a sign-in that cannot work."""
    settings = workplace.settings
    app = new_app("portal.service", settings)
    app.url_map.converters["int"] = StoredId
    https = settings.service_url.startswith("https:")
    app.config.update(
        SECRET_KEY=workplace.secret,
        SECRET_KEY_FALLBACKS=list(workplace.earlier_secrets),
        WTF_CSRF_SECRET_KEY=oldest_first(workplace.keys),
        # With https the browser itself sees that no neighbouring host has set it (RFC 6265bis §4.1.3.2).
        SESSION_COOKIE_NAME="__Host-forthright" if https else "forthright",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=most_request_bytes(settings),
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
    )
    app.session_interface = CookieSessions()
    app.request_class = FewFieldsRequest
    # None of our views is a coroutine, so Flask need not look at each.
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    install(app, workplace)
    install_editing(app, Room(workplace))
    speak_to_customers(app, workplace)
    refuse_when_overloaded(app)
    require_own_origin(app, settings)
    keep_release_current(app, workplace)
    guard_desk(app)
    add_provider(app, settings)
    answer_what_lies_ready(app, workplace)
    add_headers(app)
    name_requests(app, proxied=bool(settings.trusted_proxies))
    add_error_pages(app)
    add_page_frame(app, workplace, lambda: _static_files(workplace))
    add_navigation(app)
    add_rest(app)
    for blueprint in (
        report_views.blueprint,
        tracking_views.blueprint,
        held_views.blueprint,
        kept_views.blueprint,
        news_views.blueprint,
        closing_views.blueprint,
        subscribe_views.blueprint,
        report_pages.blueprint,
        draft_views.blueprint,
        viewing_views.blueprint,
        expired_link_views.blueprint,
        entrance_views.blueprint,
        sign_in_views.blueprint,
        sessions_views.blueprint,
        provider_views.blueprint,
        my_desk_views.blueprint,
        search_views.blueprint,
        quarantine_views.blueprint,
        shortcuts_views.blueprint,
        audit_views.blueprint,
        roster_views.blueprint,
        weeks_ahead_views.blueprint,
        calendar_views.blueprint,
        rest_views.blueprint,
        obstacle_views.blueprint,
        team_promises_views.blueprint,
        huddle_views.blueprint,
        practice_views.blueprint,
        training_views.blueprint,
        coaching_views.blueprint,
        lesson_views.blueprint,
        thanks_views.blueprint,
        cause_views.blueprint,
        insights_views.blueprint,
        ledger_views.blueprint,
        page_draft_views.blueprint,
        exception_views.blueprint,
        editing_list_views.blueprint,
        editing_page_views.blueprint,
        editing_draft_views.blueprint,
        editing_publish_views.blueprint,
        scripts_views.blueprint,
    ):
        app.register_blueprint(blueprint)
    app.register_blueprint(tray(read_mail))
    app.register_blueprint(health.blueprint)
    if settings.api == "on":
        for blueprint in (document_views.blueprint, public_views.blueprint, api_reports.blueprint):
            app.register_blueprint(blueprint)
        app.wsgi_app = without_cookies(app.wsgi_app)  # type: ignore[method-assign, assignment]
    app.register_blueprint(static_routes(lambda: _static_files(workplace)))
    if settings.mail_folder_is_shown:
        app.register_blueprint(mail_views.blueprint)
    return app


def most_request_bytes(settings: Settings) -> int:
    """The largest request that may come: a form with all its attachments."""
    return settings.max_attachments * settings.max_attachment_bytes + MAX_FORM_BYTES


def create_both(workplace: Workplace) -> "WSGIApplication":
    """One WSGI application for both halves: the dynamic one by its addresses, the published files for all others."""
    service, site = create_service(workplace), published_site(workplace.settings.build_dir)
    proxies = workplace.settings.trusted_proxies

    def both(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        dynamic = paths.belongs_to_service(path) or path.startswith(paths.STATIC)
        return (service if dynamic else site).wsgi_app(environ, start_response)

    return ProxyFix(both, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else both


def _static_files(workplace: Workplace) -> StaticFiles:
    return StaticFiles(workplace.settings.static_dirs, workplace.library.site.theme)


def create_preview(
    settings: Settings,
    renderer: Renderer,
    now: Callable[[], datetime],
    service_for: "Callable[[Release], WSGIApplication] | None" = None,
) -> Preview:
    """The public half made from content/ as it is at each request; what is wrong with it is shown beside the pages.

    `service_for` gives the dynamic half with the promises of a release; without it there is none.
    """
    memory = ReadingMemory()
    reading = PreviewReading(
        settings,
        lambda: load_library(settings.site_dir, now().date(), renderer, memory=memory),
        pages_to_preview(settings),
        now,
    )
    return Preview(settings, reading, service_for)
