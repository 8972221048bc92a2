"""The customer's dynamic pages: the report form, the confirmation and the tracking page."""
