"""Markdown and YAML become typed, checked pages, and checked pages become a release.

No Flask, no SQL. The only layer that reads content/."""
