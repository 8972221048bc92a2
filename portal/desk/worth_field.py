"""What an offer is worth, as people write amounts: `20`, `£20`, `1,200`, `20.00`, `20 €`. Whole units only."""

import re
from typing import Any

from wtforms import IntegerField

_SIGN = r"[^\d\s.,+-]{1,3}"
_AMOUNT = re.compile(
    rf"(?:{_SIGN})?\s*(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<part>[.,]\d+)?\s*(?:{_SIGN})?", re.ASCII
)


class WorthField(IntegerField):  # type: ignore[misc]
    """`data` is None where what was typed is no whole amount; `whole` is then what stands in front of the point of one
    that has a part, such as 12 for `12.50`.
    """

    whole: int | None = None

    @property
    def amount(self) -> int:
        """`data`, once it is known to be one."""
        return int(self.data or 0)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        found = _AMOUNT.fullmatch(str(valuelist[0]).strip()) if valuelist else None
        # More digits than any amount has are no amount, and Python refuses to read thousands of them.
        if found is None or len(found["whole"]) > 18:
            return
        amount = int(found["whole"].replace(",", ""))
        if (found["part"] or "").strip(".,0"):
            self.whole = amount
        else:
            self.data = amount
