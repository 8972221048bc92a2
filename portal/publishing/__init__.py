"""A release becomes files: freeze, manifest, journal, publication."""
