"""Timed duties: sending what is queued, discarding what was abandoned, rebuilding what is due."""
