"""The policy that frozen pages carry in <meta>: our own styles and pictures, nothing else."""

from portal.library.site_file import SiteFile


def content_security_policy(site: SiteFile, *, searches: bool = False) -> str:
    """What the pages of `site` may load; `allow_html` of site.yml widens it by exactly what it names.

    The page that `searches` runs our script, the search's own, which is WebAssembly, and fetches parts of its index.
    """
    rules = {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "form-action": f"'self' {site.service_url}".strip(),
        "base-uri": "'none'",
        # Nothing of ours fetches; a browser's own tools read robots.txt in the name of the page.
        "connect-src": "'self'",
    }
    if searches:
        rules |= {"script-src": "'self' 'wasm-unsafe-eval'", "worker-src": "'self'"}
    elif "script" in site.allow_html or "event-handlers" in site.allow_html:
        rules["script-src"] = "'self' 'unsafe-inline'"
    if "iframe" in site.allow_html:
        rules["frame-src"] = "https:"
    return "; ".join(f"{name} {value}" for name, value in rules.items())
