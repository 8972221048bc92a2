"""A form is short and has few fields, however they are sent: Werkzeug asks that of multipart forms only."""

from io import BytesIO
from typing import IO, Any

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

# An octet is written as three characters, `%D9`, and what is not written in Latin letters is all of these.
_LONGEST_WRITTEN = 3
# Some forms have a box to tick for each page of a site.
MOST_FIELDS = 1_000


class FewFieldsParser(FormDataParser):
    def _parse_urlencoded(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str]
    ) -> Any:
        """Raises RequestEntityTooLarge before the fields are taken apart, and of a long body before it is read."""
        most_bytes = _LONGEST_WRITTEN * (self.max_form_memory_size or 0)
        if most_bytes and content_length is not None and content_length > most_bytes:
            raise RequestEntityTooLarge
        body = stream.read()
        if body.count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return super()._parse_urlencoded(BytesIO(body), mimetype, content_length, options)


class FewFieldsRequest(Request):
    form_data_parser_class = FewFieldsParser
