"""Other tools beside ours, with the same words to publish or the same reports to take in: `make bench-peers`."""
