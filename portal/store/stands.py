"""How reports stand, word for word as the indexes of those that stand so say it: else these are of no use.

A database cannot tell that of a value which it is given apart from its statement.
"""

from sqlalchemy import text

IS_OPEN = text("reports.status IN ('open', 'waiting')")
IS_WAITING = text("reports.status = 'waiting'")
IS_DECLINED = text("reports.status = 'declined'")
