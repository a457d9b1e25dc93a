"""What the starter should answer, and how an answer is scored."""

import json
import random
from pathlib import Path

import pytest

from engine.bench.options import StarterOptions
from engine.bench.starter import near, overlap, rows
from engine.errors import BackendError
from engine.prompting import build_request
from engine.wording import Language
from models.starter import lettering
from models.starter.kinds import kinds
from models.starter.lettering import PLAIN
from models.starter.questions import NO_FIX, NOTHING, Ask, answer, box_json, fixes, offered, prompt
from models.starter.screens import Screen, Style, screen


def shown(uid: str, seed: int = 1) -> Screen:
    kind = next(kind for kind in kinds() if kind.uid == uid)
    return screen(random.Random(seed), Style.of(PLAIN), kind)


def test_the_starter_knows_at_least_forty_kinds_and_each_has_a_fix_in_both_languages() -> None:
    known = [kind.uid for kind in kinds() if kind.has_fix]
    assert len(known) == len(set(known)) >= 40
    for language in Language:
        assert set(known) <= set(fixes(language))


def test_each_kind_is_named_by_a_sentence_of_its_own() -> None:
    for sentences in ([kind.en for kind in kinds()], [kind.zh for kind in kinds()]):
        assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("language", Language)
def test_the_fix_that_fits_is_cited_by_its_number(language: Language) -> None:
    one = shown("print-offline")
    passages = next(
        found
        for found in (offered(one, language, random.Random(seed)) for seed in range(50))
        if any(passage.fix.uid == "print-offline" for passage in found)
    )
    number = next(passage.number for passage in passages if passage.fix.uid == "print-offline")
    assert f"[{number}]" in answer(Ask.TROUBLE, one, language, passages)
    others = tuple(passage for passage in passages if passage.number != number)
    assert answer(Ask.TROUBLE, one, language, others).endswith(NO_FIX[language])


def test_a_screen_without_trouble_gets_no_fix() -> None:
    one = shown("")
    said = answer(Ask.TROUBLE, one, Language.EN, offered(one, Language.EN, random.Random(1)))
    assert said == "No trouble is seen on this screen."


def test_what_does_not_stand_there_is_not_invented() -> None:
    assert answer(Ask.CODE, shown("excel-locked"), Language.EN) == NOTHING[Language.EN]


def test_a_box_is_given_in_thousandths_of_the_picture() -> None:
    said = box_json((32, 16, 64, 48), (320, 160), "OK")
    assert json.loads(said) == [{"bbox_2d": [100, 100, 200, 300], "label": "OK"}]
    assert overlap(said, (32, 16, 64, 48), (320, 160)) == pytest.approx(1)
    assert overlap(said, (48, 16, 80, 48), (320, 160)) == pytest.approx(1 / 3)
    assert overlap("No idea.", (48, 16, 80, 48), (320, 160)) == 0
    assert overlap('[{"bbox_2d": [1, 2]}]', (48, 16, 80, 48), (320, 160)) == 0


def test_nearness_counts_letters_in_order() -> None:
    assert near("0x80070005", "0x80070005") == 1
    assert near("0x80070006", "0x80070005") == pytest.approx(0.9)


def test_a_question_is_asked_in_the_words_of_the_program() -> None:
    system, agent = build_request("What is the error code?", (), (), language=Language.EN).turns
    asked = prompt("What is the error code?", (), Language.EN)
    assert str(system.parts[0]) in asked.before
    assert str(agent.parts[0]) in asked.after


def test_without_a_pair_the_benchmark_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "missing_fonts", lambda world: [])
    with pytest.raises(BackendError) as caught:
        rows(StarterOptions(folder=tmp_path, world="plain"))
    assert caught.value.key == "model.no_starter"


def test_without_the_fonts_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "missing_fonts", lambda world: ["Roboto-Regular.ttf"])
    with pytest.raises(BackendError) as caught:
        rows(StarterOptions())
    assert caught.value.key == "model.no_fonts"
