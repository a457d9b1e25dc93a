"""No model installed: the desk still works, answers come from the canned fixes."""

from collections.abc import Iterator, Sequence

from engine.domain.answer import BackendEvent, ChatRequest, Turn
from engine.domain.model import BackendState, BackendStatus
from engine.errors import BackendError
from engine.ports import StopSignal


class AbsentBackend:
    """Stands where no model is installed, and says so. `detail` tells what is missing."""

    def __init__(self, detail: str = "") -> None:
        self._detail = detail

    def status(self) -> BackendStatus:
        return BackendStatus(BackendState.NO_MODEL, detail=self._detail)

    def load(self) -> None:
        raise BackendError("model.none_installed")

    def generate(self, request: ChatRequest, stop: StopSignal) -> Iterator[BackendEvent]:
        raise BackendError("model.none_installed")

    def prepare(self, turns: Sequence[Turn]) -> None:
        """Nothing reads ahead where there is no model."""

    def close(self) -> None:
        """Nothing to give back."""
