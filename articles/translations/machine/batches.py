"""Texts in batches that an engine takes in one request."""

from collections.abc import Iterator, Sequence


def batches(texts: Sequence[str], *, most: int, characters: int) -> Iterator[list[str]]:
    """In order; a text that alone has more characters is a batch by itself."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == most or size + len(text) > characters):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
