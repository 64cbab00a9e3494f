"""Translations: articles that say of which article they are a version.

an imported article ─ tie_translations ─ its original, by file name or address; waiting translations of it, likewise
"""
