"""An HTML page → the lines a reader sees, each with what its markup says, and the facts of its metadata.

text ─ dom.parse ─ blocks.read_flow ─ content.find_content ─ page.html_page ─ Page
        tree         lines + nodes      roles of the lines     + metadata.facts, headline, comments
"""
