"""Where everything of one site lies: its own folder, and what the package ships beside it. DESIGN §9.

It imports nothing else, so that a build with nothing to do is over at once.
"""

from pathlib import Path

PACKAGE_DIR = Path(__file__).parent
SETTINGS_FILE = "portal.toml"


class SiteFolder:
    """A site's folder and the files in it. Settings are one as well."""

    site_dir: Path

    @classmethod
    def at(cls, site_dir: Path) -> "SiteFolder":
        """Without the settings that lie in it."""
        folder = SiteFolder()
        folder.site_dir = site_dir
        return folder

    @property
    def settings_file(self) -> Path:
        return self.site_dir / SETTINGS_FILE

    @property
    def content_dir(self) -> Path:
        return self.site_dir / "content"

    @property
    def var_dir(self) -> Path:
        return self.site_dir / "var"

    def make_var_dir(self) -> None:
        """Nobody but its owner looks into var/: it holds reports, the secret and people's addresses."""
        self.var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def build_dir(self) -> Path:
        return self.site_dir / "build"

    @property
    def release_file(self) -> Path:
        return self.var_dir / "release.json"

    @property
    def published_file(self) -> Path:
        return self.var_dir / "published.json"

    @property
    def render_cache_file(self) -> Path:
        return self.var_dir / "cache" / "rendered"

    @property
    def page_cache_dir(self) -> Path:
        return self.var_dir / "cache" / "pages"

    @property
    def frozen_pages_file(self) -> Path:
        return self.var_dir / "cache" / "frozen"

    @property
    def links_file(self) -> Path:
        return self.var_dir / "cache" / "links.json"

    @property
    def history_file(self) -> Path:
        return self.var_dir / "history.json"

    @property
    def causes_file(self) -> Path:
        return self.var_dir / "causes.json"

    @property
    def unshown_dir(self) -> Path:
        return self.var_dir / "unshown"

    @property
    def mail_dir(self) -> Path:
        return self.var_dir / "mail"

    @property
    def inbound_dir(self) -> Path:
        return self.var_dir / "inbound"

    @property
    def attachments_dir(self) -> Path:
        return self.var_dir / "attachments"

    @property
    def template_dirs(self) -> tuple[Path, ...]:
        """Folders of templates, the site's own first."""
        return self.site_dir / "templates", shipped("templates")

    @property
    def static_dirs(self) -> tuple[Path, ...]:
        """Folders of static files, the site's own first."""
        return self.site_dir / "static", PACKAGE_DIR / "static"


def shipped(name: str) -> Path:
    """A folder that the wheel carries inside the package and a checkout holds beside it, such as `templates`."""
    inside = PACKAGE_DIR / name
    return inside if inside.is_dir() else PACKAGE_DIR.parent / name
