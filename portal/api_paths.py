"""Addresses of the JSON API, which programs rely on: what stands below `v1` stays."""

API = "/api/"
V1 = "/api/v1"
OPENAPI = "/api/v1/openapi.json"
REPORTS = "/api/v1/reports"


def report(token: str) -> str:
    """A report, for its customer's programs."""
    return f"{REPORTS}/{token}"
