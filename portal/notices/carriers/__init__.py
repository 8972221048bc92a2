"""What takes a mail to a person: one carrier a file, each with the same contract (carrier.py)."""
