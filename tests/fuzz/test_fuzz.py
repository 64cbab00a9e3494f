"""A short run of the fuzz targets; the long one is `python -m tests.fuzz --seconds 3600`."""

from tests.fuzz.run import Failure, run


def test_hostile_input_gives_a_record_or_a_reason():
    found = [one for one in run(seconds=15, seed=7) if isinstance(one, Failure)]
    # How long an input took is the long run's matter: a busy machine is no fault of the reader.
    faults = [one for one in found if not one.what.startswith("slow")]
    assert not faults, "\n".join(f"#{one.number} {one.target}, {one.shape}: {one.what}" for one in faults)
