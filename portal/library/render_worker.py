"""The process that renders Markdown for portal.library.renderer: a line of JSON in, a line of JSON out.

It is a process of its own so that it can be killed over hostile text. It imports as little as it can, to start quickly.
"""

import json
import sys
from dataclasses import asdict

from portal.library.rendering import render

READY = b'{"ready":true}\n'


def answer(request: str) -> dict[str, object]:
    """`{"text", "attribute_lists"}` becomes a Rendered as data, or `{"fault": "too deep" | "failed"}`."""
    data = json.loads(request)
    try:
        rendered = render(data["text"], attribute_lists=data["attribute_lists"])
    except RecursionError:
        return {"fault": "too deep"}
    except Exception:
        # Whatever Python-Markdown stumbles over, the editor is told of the page, and the other pages go on.
        return {"fault": "failed"}
    return {
        "html": rendered.html,
        "links": [(link.href, link.image) for link in rendered.links],
        "headings": rendered.headings,
        "anchors": sorted(rendered.anchors),
        "acting": [asdict(part) for part in rendered.acting],
    }


def serve() -> None:
    """Answers until the input ends."""
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(answer(line.decode())).encode() + b"\n")
        sys.stdout.buffer.flush()
