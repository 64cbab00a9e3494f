"""Cross-links: which article quotes, reuses or names which, and what it left out or put in.

    plain text ─ shingles ─ grams ─ index ─ match ─ candidates ─ align ─ passages ─┐
                 (letters)  (hashes)  (who holds them)           (letter by letter) ├─ found ─ store ─ Link, Passage
    quotations, references ─ named ─ articles of the same title, paper, day, address ┘  (weighed)  (verdicts kept)

    names, days ─ occasions ─ tellings ─ clues ─ who shares them ─ events ─ suggested Link

`run` chains these; `sweep` finds the candidates of most of the archive at once; `titles` and `addresses` keep what is named
until it comes; `comments` ties readers' words to the text; `reasons` tells why; `printed` and `places` tell links by the
contract; `wanted` lists what the archive lacks. `shingles`, `match`, `align`, `places`, `days` and `occasions` need no Django.
"""
