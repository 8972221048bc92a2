"""Why a mail waits in the tray, or was kept without anybody's doing, in words for the desk. No personal text."""

NO_REPORT = "It names no report that we have, and answers no mail of ours."
STRANGER = "It is about a report, but comes neither from the customer nor from one of us."
OTHER_ADDRESS = (
    "It came to the customer's own reply address, but from another address than theirs. It may be theirs all the same, "
    "or passed on to somebody: read it before you place it."
)
TOO_MANY = "So many mails came about this report in a short time that two machines may be answering each other."
NO_WORDS = "It holds no words of its own that could be shown."
CLOSED_FOR_GOOD = "The customer writes about a report that was taken back or set aside."
ANSWER_TO_CLOSED = "It answers a report that is closed. It was not sent on."
REPEAT = "The same mail came before."
OURS = "It is a mail of ours that came back."
MACHINE = "A machine answered a mail about changes on the public pages. Its words are not kept."
SUBSCRIBER_GONE = (
    "A mail about changes on the public pages came back: the address is there no more. It is told nothing more, and it "
    "is forgotten."
)
AUTOMATIC = "A machine wrote it; it is kept as a note and changes nothing."


def address_fails(whose: str, said: str) -> str:
    """`whose` is as in "The customer's"; `said` is what the mail server says, or empty."""
    server = f" Their mail server says: {said}." if said else ""
    return f"{whose} address does not work: a mail of ours came back.{server}"


def not_handed_over(*, to_customer: bool, said: str, refused: bool) -> str:
    """`said` is a sentence, without addresses; `refused` says that it is the address that the server does not take."""
    if refused:
        return f"{'The customer’s' if to_customer else 'A colleague’s'} address does not work. {said}"
    whom = "the customer" if to_customer else "a colleague"
    return f"A mail to {whom} could not be handed over, and it is not tried again. {said}"


def unproven(name: str) -> str:
    """`name` is who the mail says it is from."""
    return (
        f"It says that it is from {name or 'a colleague'}, and nothing proves it: it did not come to the reply address "
        "of their own notice. It was not sent on."
    )
