"""Translations out to translators' tools and back.

pairs ─ apply.bundle_of ─ Bundle ─ formats.write ─ XLIFF, PO, Markdown, JSON ─ formats.read ─ Bundle ─ apply.apply_bundle ─ pairs
"""
