from tests.translations.checks.measure import measure
from tests.translations.checks.seeded import FIFTH, FOURTH, LAST, SEEDED, THIRD, UNSEEN

for title, files in (
    ("seeded, known to the rules' author", SEEDED),
    ("written after the rules", UNSEEN),
    ("written after those corrections", LAST),
    ("a third batch; first run: 96 of 100 found, 4 doubted", THIRD),
    ("a fourth batch; first run: 60 of 60 found, 3 doubted", FOURTH),
    ("a fifth batch; first run: 40 of 40 found, 1 doubted", FIFTH),
):
    print(title)
    for line in measure(files).lines():
        print("  " + line)
