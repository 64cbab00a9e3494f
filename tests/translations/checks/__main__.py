from tests.translations.checks.measure import measure
from tests.translations.checks.seeded import LAST, SEEDED, UNSEEN

for title, files in (
    ("seeded, known to the rules' author", SEEDED),
    ("written after the rules", UNSEEN),
    ("written last", LAST),
):
    print(title)
    for line in measure(files).lines():
        print("  " + line)
