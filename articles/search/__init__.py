"""Finding articles, the same on SQLite and PostgreSQL.

    Article ── split ── SearchDoc ── the database's full-text index          (index.py, on every change)
    typed text ── query ── names: all forms of a tag ── match ── keys of hits ── marks in the text ── Results   (find.py)
                                                         └─ nothing ── instead: looser, another keyboard, a slip   (words.py)

folding.py and stems.py say which spellings are one, sounds.py which names in two scripts; tables/ holds their characters and false friends.
"""
