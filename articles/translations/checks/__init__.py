"""Checks of one translated paragraph against its source. Pure.

text ─ dates ┐
             ├ amounts ─ numbers ┐
text ─ words ┘            names  ├─ run.check() → [Finding]
              quotation marks …  ┘
"""
