"""Whatever happened before, an answer has the tokens of a cold run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.backends.prompt import AnswerWishes, Pixels, PromptTurn
from engine.backends.session import Session
from engine.backends.warm import WarmConversations
from engine.domain.answer import BackendEvent, GenerationFinished, SamplingParams, TextArrived
from engine.domain.conversation import FinishReason, Role

GREEDY = SamplingParams(temperature=0, presence_penalty=0, max_tokens=12)
QUESTIONS = (
    "What is this?",
    "And now?",
    "打印机为什么脱机?",
    "How do I fix the error on this screen?",
    "Restart " * 60,
)
CONVERSATIONS = 3
EXAMPLES = 20


@dataclass
class Case:
    """A conversation as an agent leads it."""

    turns: list[PromptTurn] = field(default_factory=lambda: [PromptTurn(Role.SYSTEM, ("Be short. " * 8,))])

    def ask(self, *parts: str | Pixels) -> None:
        self.turns.append(PromptTurn(Role.AGENT, parts))

    def note(self, answer: str) -> None:
        self.turns.append(PromptTurn(Role.ASSISTANT, (answer,)))

    def questions(self) -> list[int]:
        return [place for place, turn in enumerate(self.turns) if turn.role is Role.AGENT]

    def back_to(self, question: int) -> None:
        """Forget the answer to a question, and all that followed."""
        del self.turns[question + 1 :]


@dataclass(frozen=True)
class Step:
    case: int
    action: str
    question: int
    picture: int | None
    pick: int
    stop_after: int


STEPS = st.builds(
    Step,
    case=st.integers(0, CONVERSATIONS - 1),
    action=st.sampled_from(["ask", "ask", "regenerate", "edit", "stop", "leave", "prepare", "adapter"]),
    question=st.integers(0, len(QUESTIONS) - 1),
    picture=st.sampled_from([None, None, 1, 2, 3]),
    pick=st.integers(0, 9),
    stop_after=st.integers(0, 60),
)


def text_of(events: list[BackendEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextArrived))


def make_cold(session: Session) -> None:
    """Forget everything, as if just loaded."""
    for sequence in range(3):
        session._native.forget(sequence)
    session._warm = WarmConversations(session._native, 3)
    session._pictures.close()


class Comparison:
    """Plays steps on a warm session, and compares every answer with a cold one."""

    def __init__(self, warm: Session, cold: Session, pixels: Callable[..., Pixels]) -> None:
        self._warm, self._cold, self._pixels = warm, cold, pixels
        self._cases = [Case() for _ in range(CONVERSATIONS)]
        self._wishes = AnswerWishes()

    def play(self, step: Step) -> None:
        case = self._cases[step.case]
        if step.action == "adapter":
            self._wishes = AnswerWishes(adapters=() if self._wishes.adapters else ("plain",))
            return
        asked = case.questions()
        if step.action in {"regenerate", "edit"} and asked:
            case.back_to(asked[step.pick % len(asked)])
        if step.action == "edit" and asked:
            case.turns.pop()
        if step.action != "regenerate" or not asked:
            case.ask(*self._parts(step))
        if step.action == "prepare":
            list(self._warm.prepare(case.turns, lambda: False))
        elif step.action == "leave":
            events = self._warm.generate(case.turns, GREEDY, lambda: False, self._wishes)
            for _event, _ in zip(events, range(step.stop_after % 12), strict=False):
                continue
            events.close()
        elif step.action == "stop":
            self._stop(case, step.stop_after)
        case.note(self._compare(case))

    def _parts(self, step: Step) -> tuple[str | Pixels, ...]:
        question = QUESTIONS[step.question]
        return (question,) if step.picture is None else (self._pixels(step.picture, 256, 256), question)

    def _stop(self, case: Case, after: int) -> None:
        asked = 0

        def should_stop() -> bool:
            nonlocal asked
            asked += 1
            return asked > after

        list(self._warm.generate(case.turns, GREEDY, should_stop, self._wishes))

    def _compare(self, case: Case) -> str:
        make_cold(self._cold)
        warm, cold = (
            list(session.generate(case.turns, GREEDY, lambda: False, self._wishes))
            for session in (self._warm, self._cold)
        )
        end = warm[-1]
        assert isinstance(end, GenerationFinished)
        assert end.reason is not FinishReason.STOPPED
        assert text_of(warm) == text_of(cold)
        return text_of(warm)


def test_any_sequence_of_edits_stops_and_switches_gives_the_tokens_of_a_cold_run(
    new_session: Callable[..., Session], pixels: Callable[..., Pixels], tiny_adapter: Path
) -> None:
    # Few cells and few sequences: conversations are given up all the time. Old turns are left out, too.
    small: dict[str, Any] = {"context_tokens": 512, "image_tokens_max": 128, "conversations": 3}
    small["adapters"] = {"plain": tiny_adapter}
    warm = new_session(**small)
    cold = new_session(**small)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # a smaller example would take minutes to find
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEPS, min_size=3, max_size=10))
    def holds(steps: list[Step]) -> None:
        make_cold(warm)
        comparison = Comparison(warm, cold, pixels)
        for step in steps:
            comparison.play(step)

    holds()
