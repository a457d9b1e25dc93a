"""Checks an answer before it is kept: blocked terms, citations, disclaimer."""

from engine.guard.guard import Guard, GuardedAnswer, GuardStream

__all__ = ["Guard", "GuardStream", "GuardedAnswer"]
