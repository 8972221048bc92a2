"""The roster, shifts, load, authority and routing.

Pure: loads come in as numbers, the time as an argument."""
