"""Hostile input for every way in: `python -m tests.fuzz --seconds 60`."""
