"""A sample year: plausible reports through the real acts, on a clock of their own, for something to see."""
