"""Freezing and publishing states of an article.

Content ─ write_revision ─ Revision + Blocks (anchors kept) ─ publish ─ the Article's row as readers see it
                               └ refresh_quotations ─ Quotation rows        └ render_revision ─ RenderedArticle
"""
