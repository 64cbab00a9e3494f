"""The archive as files: what it takes to move it, to keep it safe, and to show it without a database.

database + uploads ─ export_archive ─ folder of JSON lines, bytes, Markdown ─ load_archive ─ database + uploads
                   ─ make_backup ─ folder of a database's own dump ─ restore_backup
public site ─ export_site ─ folder of static pages
"""
