"""All that is held on a customer by their address, for them to get from whoever runs the portal. GDPR Art. 15, 20.

What somebody writes on the form is theirs by their link (portal.acts.my_data); this is for a letter that asks for all.
Who asks has to be known to be who they say before anything is sent: the portal cannot tell.
"""

from typing import Any

from portal.acts.my_data import my_data
from portal.acts.workplace import Workplace
from portal.notices.addresses import comparable
from portal.store import held_on, reports


def all_held_on(workplace: Workplace, address: str) -> dict[str, Any]:
    """`{"address", "at", "reports": […], "subscriptions": […], "mails": […], "quarantine": […]}`, plain JSON.

    Raises StoreUnavailable.
    """
    sought = address.strip()
    with workplace.store.reading() as conn:
        found = reports.reports_by_id(conn, held_on.reports_of(conn, sought))
        subscriptions = held_on.subscriptions_of(conn, comparable(sought) or sought)
        mails = held_on.mails_from(conn, sought)
        quarantined = held_on.in_quarantine_of(conn, sought)
    return {
        "address": sought,
        "at": workplace.now().isoformat(timespec="seconds"),
        "reports": [my_data(workplace, found[number]) for number in sorted(found)],
        "subscriptions": [{"about": about, "since": since.isoformat()} for about, since in subscriptions],
        "mails": [
            {"arrived_at": at.isoformat(), "subject": subject, "words": words, "original": digest}
            for at, subject, words, digest in mails
        ],
        "quarantine": [
            {"reference": reference, "received_at": at.isoformat(), "name": name, "words": words}
            for reference, at, name, words in quarantined
        ],
    }
