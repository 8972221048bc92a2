"""Which scripts and guides stand beside a topic."""

EVERY = "all"


def fits(topics: tuple[str, ...], topic: str) -> bool:
    """Whether a script or guide with these `topics` fits `topic`."""
    return EVERY in topics or topic in topics
