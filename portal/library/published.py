"""What the pages need from practice: figures and earlier versions of promises, as `deliver` writes them. DESIGN §6."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, Field, ValidationError, model_validator

from portal.errors import PublishError
from portal.library.fields import Strict, Text

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class MonthFigures(Strict):
    """How one promise was kept in one month: `kept` of `counted` clocks."""

    month: Month
    kept: int = Field(ge=0)
    counted: int = Field(ge=0)

    @model_validator(mode="after")
    def _no_more_kept_than_counted(self) -> "MonthFigures":
        if self.kept > self.counted:
            raise ValueError("more were kept than counted")
        return self


class EarlierVersion(Strict):
    """A promise as it was once published; in force from its first day to the day before `until`."""

    title: Text
    since: date
    until: date


class Published(Strict):
    """var/published.json. Figures are by commitment slug, oldest month first; `as_at` is their instant (UTC)."""

    as_at: AwareDatetime | None = None
    figures: dict[str, tuple[MonthFigures, ...]] = {}
    earlier_versions: dict[str, tuple[EarlierVersion, ...]] = {}


def read_published(file: Path) -> Published:
    """What `file` holds; nothing published yet if there is no file. Raises PublishError if it cannot be read."""
    try:
        return Published.model_validate_json(file.read_text("utf-8"))
    except FileNotFoundError:
        return Published()
    except (ValidationError, UnicodeDecodeError) as error:
        raise PublishError(
            f"{file.name} cannot be read: {error}. Delete it; `portal deliver` writes it anew from the store."
        ) from error
