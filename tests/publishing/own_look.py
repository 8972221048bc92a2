"""A small site that has made Forthright its own: colours, a logo for light and dark, and a line in the footer."""

from pathlib import Path

from tests.library.broken_sites import lay_out

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 40">'
    '<path fill="{}" d="M20 3c7 10 12 16 12 22a12 12 0 0 1-24 0c0-6 5-12 12-22z"/>'
    '<g fill="{}"><path d="M48 8h18v5H54v6h10v5H54v12h-6z"/>'
    '<path d="M72 8h6l5 19 5-19h6l5 19 5-19h6l-8 28h-6l-5-18-5 18h-6z"/></g></svg>'
)
STYLE = 'theme: {accent: "#7a1f3d", accent_dark: "#f5b8c9", paper: "#ffffff", paper_dark: "#15181d"}\n'
NAMED = "logo: {file: logo.svg, alt: Fenland Water, dark: logo-dark.svg}\n"
FOOTER = (
    '{% extends "ours/base.html" %}\n'
    "{% block footer %}{{ super() }}<p>Nine parishes, one pipe. Registered society 1931.</p>{% endblock %}\n"
)


def write(site: Path, name: str, text: str) -> None:
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def site_with_own_look(site: Path) -> Path:
    lay_out(site)
    written = (site / "content" / "site.yml").read_text("utf-8")
    write(site, "content/site.yml", f"{written}\n{STYLE}{NAMED}")
    write(site, "static/logo.svg", LOGO.format("#7a1f3d", "#221c15"))
    write(site, "static/logo-dark.svg", LOGO.format("#f5b8c9", "#f0e7d9"))
    write(site, "templates/base.html", FOOTER)
    return site
