"""On labelled support texts nearly everything private is found and nearly nothing else."""

import pytest

from engine.bench.accuracy import text_rows
from tests.texts.corpus import Part


@pytest.mark.parametrize("part", ["work", "measure"])
def test_recall_and_false_alarms_keep_what_is_promised(part: Part) -> None:
    figures = {name: value for name, value, _ in text_rows(part)}
    assert figures["texts, recall"] > 0.95
    assert figures["texts, macro recall over types"] > 0.95
    assert figures["texts, false alarms among findings"] < 0.05
    assert figures["support prose, share of texts with a false alarm"] <= 0.04
