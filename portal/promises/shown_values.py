"""A value in an error, as it stands in the file: `null` and `true`, not as Python says them."""

import json
from typing import Any


def shown(value: Any, most: int = 40) -> str:
    """The value between backticks, cut to `most` characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"`{text if len(text) <= most else text[:most] + '…'}`"
