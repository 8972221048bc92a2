"""What every dynamic page needs: CSRF, headers, links, limits and error pages.

No use case lives here."""
