"""Subscribers hear of a change once its pages are there to be read, in a round of `deliver`."""

from portal.acts.workplace import Workplace
from portal.notices.carriers.folder import FolderCarrier, read_mails
from portal.publishing.lock import publishing_lock
from portal.upkeep.deliver import deliver_round
from tests.acts.subscribers import subscribed_to
from tests.upkeep.test_publish_history import build
from tests.workplaces import Clock, rows, small_library, told, with_target


def round_of(workplace: Workplace) -> int:
    return deliver_round(workplace, FolderCarrier(workplace.settings.mail_dir))


def test_a_round_tells_once_the_pages_are_published_and_the_next_one_sends_it(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    workplace, site = sqlite_workplace, sqlite_workplace.settings.build_dir
    build(workplace, small_library())
    round_of(workplace)
    subscribed_to(workplace)
    told(workplace)
    clock.pass_by(minutes=5)
    build(workplace, with_target(small_library(), "first-reply", "9 working hours"))
    with publishing_lock(workplace.settings):
        round_of(workplace)
    assert [row.message for row in rows(workplace.store)["notices"]] == ["subscription_asked"]
    assert round_of(workplace) == 0
    assert "We promise less than before." in (site / "what-changed" / "index.html").read_text("utf-8")
    assert [round_of(workplace) for _ in range(3)] == [1, 0, 0]
    (mail,) = read_mails(workplace.settings.mail_dir)
    assert mail.subject == "We promise less: A person answers within four working hours"
