"""portal.paths as a template sees them on a page in another language: to pages in that language, and forms in it."""

from typing import Any

from portal import paths
from portal.site.other_languages import IN_EVERY_LANGUAGE
from portal.site.public_site import PublicSite

_FORMS = (paths.REPORT, paths.REPORT_LINK)


class TranslatedPaths:
    """Addresses under the names that they have in portal.paths."""

    def __init__(self, view: PublicSite) -> None:
        self._view = view

    def __getattr__(self, name: str) -> Any:
        """Raises AttributeError."""
        path = getattr(paths, name)
        if path in IN_EVERY_LANGUAGE:
            return self._view.address(path)
        return paths.in_language(path, self._view.folder) if path in _FORMS else path

    def report_on(self, topic: str) -> str:
        return paths.in_language(paths.report_on(topic), self._view.folder)

    def report_unclear(self, page_path: str) -> str:
        """The original's owner answers for all translations."""
        original = self._view.path_of_original(page_path)
        return paths.in_language(paths.report_unclear(original), self._view.folder)
