"""Text in, text out.

record ─ from_record ─┐
Markdown ─ body ──────┴─ [BodyBlock] ─ anchors ─ html (inline, weave, words) ─ clean ─ RenderedBody
                 (blocks, attributes)    │
                                         └─ plain_text: what search, links and offsets see
"""
