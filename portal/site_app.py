"""The public half as an app, and what there is to freeze of it. It loads nothing of the service. DESIGN §6."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from portal.languages.jinja import add_languages
from portal.library.known_causes import read_known_causes
from portal.library.library import Library
from portal.library.published import Published, read_published
from portal.library.published_history import PublishedHistory, read_history
from portal.library.release import Release
from portal.publishing.disk import digest_of
from portal.publishing.made_by import code_version, made_by
from portal.publishing.search_index import pagefind_version
from portal.publishing.site_to_freeze import MakeSite, SearchDocument, Signature, SiteToFreeze
from portal.settings import Settings
from portal.site.addresses import addresses, cause_addresses, figure_addresses
from portal.site.compiled_templates import CompiledTemplates
from portal.site.logo import shown_logo
from portal.site.next_change import NextChanges
from portal.site.public_pages import public_pages
from portal.site.public_site import PublicSite, public_site
from portal.site.same_parts import each_alone
from portal.site.search_documents import search_documents
from portal.site.signatures import Signatures, signature_of_everything
from portal.site.static_files import StaticFiles, register_media_types, static_routes
from portal.site.template_loading import PortalEnvironment, TemplateLoader


def create_site(
    release: Release,
    published: Published,
    at: datetime,
    settings: Settings,
    history: PublishedHistory | None = None,
    *,
    has_search_index: bool = False,
    with_hidden: bool = False,
) -> Flask:
    """The public half at the instant `at` (UTC). It is handed nothing of the desk.

    `with_hidden` is for the preview: pages that readers do not see stand among the others.
    """
    everything = public_site(release, published, at, history)
    view = replace(everything, shows_drafts=True) if with_hidden else everything.live()
    return _app_of(view, settings, has_search_index=has_search_index)


def _app_of(view: PublicSite, settings: Settings, *, has_search_index: bool) -> Flask:
    app = new_app("portal.site", settings)
    files = StaticFiles(settings.static_dirs, view.site.theme)
    for site in (view, *view.others):
        pages = public_pages(
            site,
            cache(files.address),
            files.has_theme,
            has_search_index=has_search_index,
            takes_subscriptions=settings.subscriptions == "on",
        )
        app.register_blueprint(pages)
    app.register_blueprint(static_routes(lambda: files))
    return app


def site_to_freeze(settings: Settings) -> MakeSite:
    """What `build` and `deliver` publish: the site with the figures of var/published.json, and all its addresses."""

    def make(release: Release, at: datetime) -> SiteToFreeze:
        causes = read_known_causes(settings.causes_file)
        published = replace(read_published(settings.published_file), causes=causes)
        history = read_history(settings.history_file)
        everything = public_site(release, published, at, history)
        live = everything.live()
        files = StaticFiles(settings.static_dirs, release.library.site.theme)
        return SiteToFreeze(
            _app_of(live, settings, has_search_index=pagefind_version() is not None),
            addresses(live, files),
            NextChanges(everything).at,
            _signature(release, live, settings),
            figure_addresses(live),
            cause_addresses(live),
            lambda: (SearchDocument(*each) for site in (live, *live.others) for each in search_documents(site)),
        )

    return make


def pages_to_preview(settings: Settings) -> Callable[[Library, datetime, bool], Flask]:
    """What the preview shows of a library, with what practice has to say of it so far."""

    def make(library: Library, at: datetime, with_hidden: bool) -> Flask:
        causes = read_known_causes(settings.causes_file)
        published = replace(read_published(settings.published_file), causes=causes)
        history = read_history(settings.history_file)
        app = create_site(Release("", at, library), published, at, settings, history, with_hidden=with_hidden)
        app.config["PROPAGATE_EXCEPTIONS"] = True
        return app

    return make


def new_app(name: str, settings: Settings) -> Flask:
    """An app without Flask's own static route; its templates come from the site folder first, then from ours."""
    register_media_types()
    app = Flask(name, static_folder=None, template_folder=None)
    app.jinja_environment = PortalEnvironment
    app.jinja_loader = TemplateLoader(settings.template_dirs)
    app.jinja_env.bytecode_cache = _compiled(settings.template_dirs[-1])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["logo_of"] = partial(shown_logo, static_dirs=settings.static_dirs)
    app.jinja_env.globals["same"] = each_alone
    add_languages(app.jinja_env)
    return app


@cache
def _compiled(ours: Path) -> CompiledTemplates:
    """An app is made often, a template seldom changes."""
    return CompiledTemplates(ours, code_version())


def _signature(release: Release, view: PublicSite, settings: Settings) -> Signature:
    figures = f"{digest_of(settings.published_file)} {digest_of(settings.causes_file)}"
    made = f"{made_by(settings)} {pagefind_version()} {settings.subscriptions}"
    if _has_own_templates(settings):
        figures += f" {digest_of(settings.history_file)}"
        return signature_of_everything(release.hash, made, figures)
    return cache(Signatures(view, made, figures, release.library.written.digest_of).of)


def _has_own_templates(settings: Settings) -> bool:
    own, ours = settings.template_dirs
    return own.is_dir() and own.resolve() != ours.resolve()
