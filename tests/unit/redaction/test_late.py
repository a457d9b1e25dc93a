"""A redactor that is made when it is needed: once, and not for being told to forget."""

from concurrent.futures import ThreadPoolExecutor

from engine.domain.finding import CaseLabels
from engine.redaction import LateRedactor, ScreenReader, ScreenRedactor
from engine.redaction.warming import trial_capture
from tests.fakes.redactor import WordRedactor


def test_it_is_made_once_whoever_comes_first() -> None:
    made: list[WordRedactor] = []

    def make() -> WordRedactor:
        made.append(WordRedactor("secret"))
        return made[-1]

    late = LateRedactor(make)
    assert made == []
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: late.find_in_text("my secret"), range(32)))
    assert len(made) == 1
    assert all(len(each) == 1 for each in found)


def test_nothing_is_made_to_forget() -> None:
    made: list[WordRedactor] = []
    late = LateRedactor(lambda: made.append(WordRedactor()) or WordRedactor())  # type: ignore[func-returns-value]
    late.forget()
    assert made == []


def test_the_trial_picture_is_read_and_its_kinds_found_so_that_all_is_loaded() -> None:
    redactor = ScreenRedactor(ScreenReader(threads=1))
    kinds = {mask.finding.entity_type.value for mask in redactor.plan(trial_capture(), CaseLabels()).masks}
    assert {"EMAIL", "PHONE"} <= kinds


def test_getting_ready_loads_the_models_and_remembers_no_picture() -> None:
    reader = ScreenReader(threads=1)
    ScreenRedactor(reader).get_ready()
    assert reader._models is not None
    assert not reader._looks
    assert not reader._read_before
