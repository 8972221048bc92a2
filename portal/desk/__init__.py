"""The pages of responders and leads, reached by signed links."""
