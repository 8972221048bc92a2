"""The files that came with a mail: taken as those of the form are, on disk before anything refers to them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from portal.acts.uploads import clean_name, stage
from portal.acts.workplace import Workplace
from portal.errors import UploadRefused
from portal.reports.incoming_mail import Enclosure
from portal.reports.report import Attachment


@dataclass(frozen=True, slots=True)
class Taken:
    """`refused` says of each file that could not be taken why, one a line; the original of the mail holds them all."""

    attachments: tuple[Attachment, ...]
    refused: str

    @property
    def texts(self) -> dict[str, str]:
        """The text of an entry that names what was refused, if anything was."""
        return {"not_taken": self.refused} if self.refused else {}


def take_files(workplace: Workplace, enclosures: Sequence[Enclosure]) -> Taken:
    """Files of kinds and sizes that the form takes as well, and no more of them."""
    most = workplace.settings.max_attachments
    taken: list[Attachment] = []
    refused: list[str] = []
    for each in enclosures:
        if len(taken) == most:
            refused.append(f"“{clean_name(each.name)}” is one more than the {most} files we take.")
            continue
        try:
            taken.append(stage(workplace, each.name, io.BytesIO(each.content)))
        except UploadRefused as error:
            refused.append(str(error))
    return Taken(tuple(taken), "\n".join(refused))
