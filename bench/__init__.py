"""Benchmarks: what the promises of speed are measured with. Figures are medians of interleaved rounds."""
