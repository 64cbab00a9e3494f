"""Recognising names and suggesting tags.

gazetteer (data files) → patterns (spellings, endings) ┐
                                                       ├ recognise → suggest → run (stored, judged by editors)
text → spelling (folded, with the way back) ───────────┘
"""
