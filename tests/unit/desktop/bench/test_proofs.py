"""A promise beside its figure: kept, missed, or not measured, and never one for the other."""

from __future__ import annotations

import pytest

from desktop.bench.command import main
from desktop.bench.display import has_display
from desktop.bench.memory import memory_of_this_process
from desktop.bench.proof import Lap, Proof, proof_of, unmeasured


@pytest.mark.parametrize(("value", "is_met"), [(149.9, True), (150.0, True), (150.1, False), (None, None)])
def test_a_promise_is_kept_up_to_its_limit_and_unknown_without_a_figure(value: float | None, is_met: bool) -> None:
    assert Proof("hotkey to overlay", value, "ms", 150).is_met is is_met


def test_in_a_crowd_the_clock_alone_condemns_nothing_and_acquits_nothing() -> None:
    slow = Proof("start", 7000, "ms", 1500, processor=1400, is_crowded=True)
    assert slow.is_met is None
    assert " busy " in str(slow)
    assert Proof("start", 7000, "ms", 1500, processor=1400).is_met is False
    assert Proof("start", 7000, "ms", 1500, processor=1600, is_crowded=True).is_met is False
    assert Proof("start", 1200, "ms", 1500, processor=1100, is_crowded=True).is_met is True


def test_repeats_are_summed_up_by_their_median_and_the_worst_is_told() -> None:
    proof = proof_of("start", [Lap(900, 800), Lap(5000, 850), Lap(1000, 700)], 1500)
    assert (proof.value, proof.worst, proof.processor, proof.repeats) == (1000, 5000, 800, 3)
    assert proof.is_met is True
    assert "worst of 3 5000" in str(proof)


def test_what_one_process_measured_another_reads_the_same() -> None:
    for proof in (proof_of("boxes", [Lap(1.25, 1)], 1000, "on 2 cores"), unmeasured("boxes", "ms", 1000, "no display")):
        assert Proof.from_json(proof.as_json()) == proof


def test_what_could_not_be_measured_says_why_and_is_not_called_met() -> None:
    line = str(unmeasured("hotkey to overlay", "ms", 150, "needs xdotool"))
    assert "not measured" in line
    assert "needs xdotool" in line
    assert "met" not in line.replace("not measured", "").split()


def test_only_what_there_is_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--only", "coffee"])
    assert ended.value.code == 2
    assert "coffee" in capsys.readouterr().err


def test_a_display_is_one_of_x_or_of_wayland(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert has_display({"DISPLAY": ":1"})
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert not has_display({"DISPLAY": ""})


def test_memory_of_a_process_is_counted_in_three_ways_that_fit_together() -> None:
    memory = memory_of_this_process()
    if memory is None:
        pytest.skip("this system counts memory in another way")
    assert 5 < memory.own <= memory.proportional <= memory.resident
    block = bytearray(b"x" * (64 << 20))
    grown = memory_of_this_process()
    assert grown is not None
    assert grown.own - memory.own > 50
    del block
