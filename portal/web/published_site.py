"""The published files, where one process serves both halves: what any web server would do with build/.

The pages carry their policy in <meta>; what only a header can say is added here.
"""

from pathlib import Path

from flask import Flask, Response, redirect, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as AnyResponse

from portal import paths

_FOR_EVER = "public, max-age=31536000, immutable"


def published_site(folder: Path) -> Flask:
    """GET and HEAD only. A folder's address ends in a slash; what is missing gets /404.html with status 404."""
    app = Flask("portal.published", static_folder=None, template_folder=None)

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def page(path: str) -> AnyResponse:
        name = f"{path}index.html" if not path or path.endswith("/") else path
        found = safe_join(str(folder), name)
        if found is not None and _is_folder(Path(found)):
            query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
            return redirect(f"/{path}/{query}", 301)
        response = send_from_directory(folder, name)
        if path.startswith(paths.STATIC.lstrip("/")):
            response.headers["Cache-Control"] = _FOR_EVER
        return response

    @app.errorhandler(OSError)
    @app.errorhandler(NotFound)
    def missing(_: Exception) -> Response:
        try:
            response = send_from_directory(folder, paths.NOT_FOUND.lstrip("/"), conditional=False)
        except NotFound:
            return Response("Nothing is published yet. Run `portal build`.", 404, mimetype="text/plain")
        response.status_code = 404
        return response

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Content-Security-Policy", "frame-ancestors 'none'")
        return response

    return app


def _is_folder(found: Path) -> bool:
    """False for a name that no disk can hold."""
    try:
        return found.is_dir()
    except OSError:
        return False
