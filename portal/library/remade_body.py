"""A body that was to be read from where it is kept, and is damaged there: it is made anew from the page's file."""

from hashlib import sha256

from portal.errors import PublishError
from portal.library.bodies import filled_body, request_for
from portal.library.entries import Entry
from portal.library.front_matter import page_document
from portal.library.pages import Body
from portal.library.rendered import RenderFault
from portal.library.renderer import Renderer
from portal.library.source_text import read_bytes, text_of
from portal.library.survey import PageFile


def remade_body(file: PageFile, digest: str, addresses: tuple[str, ...]) -> Body:
    """The body of the page in `file`, whose bytes have that SHA-256, with the `addresses` of its links.

    Raises PublishError where the file is another by now.
    """
    data = read_bytes(file.file, file.source)
    text = text_of(data, file.source) if isinstance(data, bytes) and sha256(data).hexdigest() == digest else None
    if isinstance(text, str):
        document, _ = page_document(text, file.source)
        entry = Entry(file, document, None)
        with Renderer() as renderer:
            (rendered,) = renderer.render_all([request_for(entry)])
        if not isinstance(rendered, RenderFault):
            return filled_body(entry, rendered, addresses)
    raise PublishError(f"{file.source} was changed while it was published. What was live still is; build again.")
