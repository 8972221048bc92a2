"""Why a report comes to somebody, in whole sentences."""

from portal.acts.notice_matter import Matter
from portal.languages.messages import _


def why_handed_on(matter: Matter) -> str:
    """Where nobody did it by hand (portal.acts.hand_on); empty elsewhere."""
    facts = matter.entry.facts if matter.entry else {}
    before = matter.person(facts.get("from")) or _("A colleague")
    reasons = {
        "shift_ended": _("%(person)s’s day has ended, and this is due before they are back.", person=before),
        "left_team": _("Who had it is no longer in the team."),
    }
    return reasons.get(str(facts.get("why")), "")


def why_you(matter: Matter) -> str:
    """To the responder, in English alone."""
    reasons = {
        "on_shift": "You are on shift and had the fewest open reports.",
        "next_shift": "Nobody of the team is on shift, and yours is the next to begin.",
        "whole_team": "Nobody of the team has a shift in the coming week, so all of you have it. "
        "Whoever acts first takes it.",
        "answers_for_page": "It is about a page that you answer for.",
    }
    return reasons[str(matter.notice.facts["reason"])]
