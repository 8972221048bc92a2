"""What the page's script sends to say that somebody is still there: nothing but whose page it is."""

from portal.web.forms import StampedForm


class ViewingForm(StampedForm):
    """No field of its own."""
