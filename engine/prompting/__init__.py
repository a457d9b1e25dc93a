"""What the model is told: system prompt, pictures, fixes, question. And what is said without a model."""

from engine.prompting.composed import compose_without_model, title_for
from engine.prompting.request import build_request, picture_turns

__all__ = ["build_request", "compose_without_model", "picture_turns", "title_for"]
