"""On labelled support texts nearly everything private is found and nearly nothing else."""

import pytest

from engine.bench.accuracy import is_found, text_rows
from engine.redaction import find_in_text
from tests.texts.corpus import Part
from tests.texts.strangers import ordinary_strangers, private_strangers


@pytest.mark.parametrize("part", ["work", "measure"])
def test_recall_and_false_alarms_keep_what_is_promised(part: Part) -> None:
    figures = {name: value for name, value, _ in text_rows(part)}
    assert figures["texts, recall"] > 0.95
    assert figures["texts, macro recall over types"] > 0.95
    assert figures["texts, false alarms among findings"] < 0.05
    assert figures["support prose, share of texts with a false alarm"] <= 0.04


def test_in_lines_that_a_stranger_wrote_nearly_everything_private_is_found_and_little_else() -> None:
    spans = [
        is_found(span, find_in_text(text.text), of_its_type=True) for text in private_strangers() for span in text.spans
    ]
    alarms = [bool(find_in_text(text.text)) for text in ordinary_strangers()]
    assert sum(spans) / len(spans) > 0.95
    assert sum(alarms) / len(alarms) < 0.015
