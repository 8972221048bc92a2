"""A year of reports against a roster, lived through by the real routing and the real clocks: `portal simulate`."""
