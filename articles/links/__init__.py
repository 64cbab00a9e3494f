"""Cross-links: which article quotes, reuses or names which, and what it left out or put in.

    plain text ─ shingles ─ grams ─ index ─ match ─ candidates ─ align ─ passages ─┐
                 (letters)  (hashes)  (who holds them)           (letter by letter) ├─ found ─ store ─ Link, Passage
    quotations, references ─ named ─ articles of the same title, paper, day, address ┘  (weighed)  (verdicts kept)

`run` chains these; `printed` and `places` tell links by the contract; `wanted` lists what the archive lacks.
`shingles`, `match`, `align` and `places` need no Django.
"""
