"""Our session against the reference implementation: same tokens, and nearly the same logits.

The golden file is made by `make_golden.py`, in an environment of its own.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from engine.backends.native import LoadOptions
from engine.backends.prompt import Pixels, PromptTurn
from engine.backends.sampling import Sampler
from engine.backends.session import Session
from engine.domain.answer import GenerationFinished, SamplingParams
from engine.domain.conversation import Role
from engine.domain.picture import pixel_digest
from tests.parity.cases import CASES, GOLDEN, IMAGE_TOKENS, STEPS, Case, Screen, cases_of, make_pair

LARGEST_DIFFERENCE = {
    "golden": {"f32": 0.05, "f16": 0.08},
    "golden_starter": {"f32": 0.06, "f16": 0.10},
}
"""By the pair and by what the cache holds; of logits that go from about -15 to 15."""
GREEDY = SamplingParams(temperature=0, presence_penalty=0, max_tokens=STEPS)


@pytest.fixture(scope="module")
def golden(pair: str) -> dict[str, npt.NDArray[Any]]:
    with np.load(GOLDEN[pair]) as file:
        return dict(file)


@pytest.fixture(scope="module", params=("f32", "f16"))
def session(request: pytest.FixtureRequest, pair: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    files = make_pair(pair, tmp_path_factory.mktemp(pair))
    session = Session(LoadOptions(*files, "cpu", 4096, *IMAGE_TOKENS, threads=1, kv_type=request.param))
    yield session
    session.close()


def _turns(case: Case) -> list[PromptTurn]:
    return [PromptTurn(Role(role), tuple(map(_part, parts))) for role, parts in case]


def _part(part: str | Screen) -> str | Pixels:
    if isinstance(part, str):
        return part
    return Pixels(pixel_digest(part.width, part.height, part.rgb), part.width, part.height, part.rgb)


@pytest.mark.parametrize(("pair", "name"), [(pair, name) for pair in GOLDEN for name in cases_of(pair)], scope="module")
def test_tokens_and_logits_are_those_of_the_reference_implementation(
    session: Session,
    golden: dict[str, npt.NDArray[Any]],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    name: str,
) -> None:
    tokens: list[int] = []
    logits: list[npt.NDArray[np.float32]] = []

    def draw_and_note(sampler: Sampler) -> int | None:
        logits.append(sampler._logits().copy())
        drawn = draw(sampler)
        assert drawn is not None
        tokens.append(drawn)
        return drawn

    draw = Sampler.draw
    monkeypatch.setattr(Sampler, "draw", draw_and_note)
    end = list(session.generate(_turns(CASES[name]), GREEDY, lambda: False))[-1]
    assert isinstance(end, GenerationFinished)
    assert end.usage.prompt_tokens == len(golden[f"{name}/prompt"])
    assert tokens == golden[f"{name}/tokens"].tolist()
    difference = float(np.abs(np.stack(logits) - golden[f"{name}/logits"]).max())
    kv_type, pair = (request.node.callspec.params[name] for name in ("session", "pair"))
    print(f"{name}, {kv_type}: largest logit difference {difference:.6f}")
    assert difference < LARGEST_DIFFERENCE[pair][kv_type]
