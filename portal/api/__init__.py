"""The JSON API: what programs may read of our promises, and how they send and follow a report.

It does what the customer's pages do, by the same acts and the same rules; no cookie is read here, and nothing of the
desk is shown.
"""
