"""Translations: articles that say of which article they are a version, paragraph by paragraph.

an imported article ─ tie_translations ─ its original ─┐
an original's or a translation's new text ─────────────┴─ follow_translations ─ TranslationPair: stale, empty, moved, joined
a translator's words ─ save_pair ─ TranslationPair ─ compose ─ Revision of the translation
"""
