"""Ties what an answer quotes to its places on the covered pictures."""

from engine.evidence.evidence import Sources, evidence_of

__all__ = ["Sources", "evidence_of"]
