"""An answer without a body ends with its head (RFC 9112 §6.3), so the next request may come on the same connection.

Waitress closes it, as for want of a length. The open pages of customers are answered so every few seconds, and would
each time have to knock anew.
"""

from waitress.task import WSGITask


class KeepingTask(WSGITask):  # type: ignore[misc]
    def set_close_on_finish(self) -> None:
        asked = self.request.headers.get("CONNECTION", "").lower()
        if self.wrote_header or self.has_body or self.version != "1.1" or asked == "close":
            super().set_close_on_finish()
