"""Signed names of staged attachments: a page can carry them, nobody can make one up, and they lapse."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal.reports.links import Keys, oldest_first
from portal.reports.report import Attachment
from portal.settings import Settings


class StagedNames:
    """Turns a staged attachment into text for a hidden field and back."""

    def __init__(self, keys: Keys, settings: Settings) -> None:
        self._serializer = URLSafeTimedSerializer(oldest_first(keys), salt="staged attachment")
        self._valid_s = settings.staged_valid_h * 3600

    def sign(self, attachment: Attachment) -> str:
        return self._serializer.dumps([attachment.id, attachment.name, attachment.media_type, attachment.size_bytes])

    def read(self, text: str) -> Attachment | None:
        """The attachment, or None when the name is altered or has lapsed."""
        try:
            file_id, name, media_type, size_bytes = self._serializer.loads(text, max_age=self._valid_s)
        except BadSignature:
            return None
        return Attachment(file_id, name, media_type, size_bytes)
