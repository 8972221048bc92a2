"""Forthright: a customer portal that keeps its word."""
