"""An HTML page → the lines a reader sees, each with the role its markup suggests, and the facts of its metadata.

    text ─ dom ─ walk ──────── content ───── headline, details ── roles, runs, comments ── page
           tree  lines, nodes  the article's  who, when, what     what each line is        Page
                               block

`words` and `labels` hold the vocabulary, `metadata` and `authors` read what is stated.
"""
