"""Whole responses kept ready in front of Django, valid for one content version."""
