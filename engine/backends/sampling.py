"""Draws the next token: penalties, filters, temperature, and a grammar where an answer must be JSON."""

from __future__ import annotations

import ctypes
import itertools
import json
from collections.abc import Sequence
from typing import Any

import llama_cpp.llama_cpp as llama
import numpy as np
import numpy.typing as npt

from engine.domain.answer import SamplingParams
from engine.errors import BackendError

_LONGEST_SCHEMA = 64 * 1024
_LONGEST_GRAMMAR = 256 * 1024
_DEEPEST_GRAMMAR = 1000
"""Parentheses in each other. llama.cpp reads a grammar recursively: one that is too deep ends the process."""
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""One token as the samplers see it: llama_token_data."""


class Sampler:
    """Draws tokens from the logits of a context. Temperature 0 takes the likeliest."""

    def __init__(self, context: Any, vocabulary: Any, sampling: SamplingParams, seed: int, json_schema: str) -> None:
        """Raises BackendError for a schema that cannot be kept to."""
        self._context = context
        self._size = int(llama.llama_vocab_n_tokens(vocabulary))
        self._grammar: Any = _grammar(vocabulary, json_schema) if json_schema else None
        self._chain: Any = _chain(sampling, seed, self._size)
        self._holds_form = True
        self._drawn_from = np.empty(self._size, np.float32)
        """The logits that the last token was drawn from."""

    def wait_with_form(self) -> None:
        """Let the grammar wait for `begin_form`: what is thought before an answer has no form."""
        self._holds_form = False

    def begin_form(self, tokens: Sequence[int]) -> None:
        """From here on the answer keeps to the grammar; it begins with these. Raises BackendError if they break it."""
        self._holds_form = True
        for token in tokens if self._grammar is not None else ():
            if not self._is_allowed(token):
                raise BackendError("model.schema_unusable", detail="what is there already breaks the grammar")
            llama.llama_sampler_accept(self._grammar, token)

    def take_as_written(self, tokens: Sequence[int]) -> None:
        """An answer is written on: its beginning counts for penalties and for the grammar. Raises BackendError."""
        for token in tokens:
            llama.llama_sampler_accept(self._chain, token)
        self.begin_form(tokens)

    def draw(self) -> int | None:
        """Return the next token; None where the grammar allows no more. It counts as written from here on."""
        is_free = self._grammar is None or not self._holds_form
        token = self._draw_freely() if is_free else self._draw_by_grammar()
        np.copyto(self._drawn_from, self._logits())
        return token

    def logprob(self, token: int) -> float:
        """Return the natural logarithm of the probability that the model itself gave the token drawn last.

        Apart from `draw`, so that a graphics card can be at the next token meanwhile.
        """
        logits = self._drawn_from
        logits -= logits.max()
        own = float(logits[token])
        np.exp(logits, out=logits)
        return own - float(np.log(logits.sum()))

    def close(self) -> None:
        """Free it."""
        for sampler in (self._chain, self._grammar):
            if sampler is not None:
                llama.llama_sampler_free(sampler)
        self._chain = self._grammar = None

    def _draw_freely(self) -> int:
        return int(llama.llama_sampler_sample(self._chain, self._context, -1))

    def _draw_by_grammar(self) -> int | None:
        """Draw as if there were no grammar, and only if that breaks it, among what it allows: asking the grammar about
        a whole vocabulary takes longer than the model takes for a token."""
        token = _pick(self._chain, self._candidates())
        if not self._is_allowed(token):
            candidates = self._candidates()
            _apply(self._grammar, candidates)
            if not np.isfinite(candidates["logit"]).any():
                return None
            token = _pick(self._chain, candidates)
        llama.llama_sampler_accept(self._chain, token)
        llama.llama_sampler_accept(self._grammar, token)
        return token

    def _candidates(self) -> npt.NDArray[Any]:
        candidates = np.zeros(self._size, _CANDIDATE)
        candidates["id"] = np.arange(self._size)
        candidates["logit"] = self._logits()
        return candidates

    def _is_allowed(self, token: int) -> bool:
        alone = np.array([(token, 1.0, 0.0)], _CANDIDATE)
        _apply(self._grammar, alone)
        return bool(np.isfinite(alone["logit"][0]))

    def _logits(self) -> npt.NDArray[np.float32]:
        """The model's own logits, before any sampler."""
        return np.ctypeslib.as_array(llama.llama_get_logits_ith(self._context, -1), shape=(self._size,))


def _chain(sampling: SamplingParams, seed: int, vocabulary_size: int) -> Any:
    chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())

    def add(sampler: Any) -> None:
        llama.llama_sampler_chain_add(chain, sampler)

    if sampling.presence_penalty or sampling.frequency_penalty or sampling.repeat_penalty != 1.0:
        # Only what is written counts, as the model's makers mean it: the prompt never enters the chain.
        add(
            llama.llama_sampler_init_penalties(
                vocabulary_size,
                sampling.max_tokens,
                sampling.repeat_penalty,
                sampling.frequency_penalty,
                sampling.presence_penalty,
            )
        )
    if sampling.temperature <= 0:
        add(llama.llama_sampler_init_greedy())
        return chain
    if sampling.top_k > 0:
        add(llama.llama_sampler_init_top_k(sampling.top_k))
    add(llama.llama_sampler_init_top_p(sampling.top_p, 1))
    if sampling.min_p > 0:
        add(llama.llama_sampler_init_min_p(sampling.min_p, 1))
    add(llama.llama_sampler_init_temp(sampling.temperature))
    add(llama.llama_sampler_init_dist(seed))
    return chain


def _grammar(vocabulary: Any, json_schema: str) -> Any:
    """Return a sampler that lets only JSON through that keeps to the schema. Raises BackendError."""
    rules = _rules(json_schema)
    if len(rules) > _LONGEST_GRAMMAR or _depth(rules) > _DEEPEST_GRAMMAR:
        raise BackendError("model.schema_unusable", detail="too large a grammar")
    grammar = llama.llama_sampler_init_grammar(vocabulary, rules.encode(), b"root")
    if not grammar:
        raise BackendError("model.schema_unusable", detail="the grammar was refused")
    return grammar


def _rules(json_schema: str) -> str:
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    if len(json_schema) > _LONGEST_SCHEMA:
        raise BackendError("model.schema_unusable", detail="longer than 64 KB")
    try:
        json.loads(json_schema).items()  # a bare `true` is JSON, but says nothing
        return str(json_schema_to_gbnf(json_schema))
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError, IndexError, RecursionError) as error:
        raise BackendError("model.schema_unusable", detail=type(error).__name__) from error


def _depth(rules: str) -> int:
    """Count the parentheses that are open at once, with those in literals: rather too many than too few."""
    steps = [(character == "(") - (character == ")") for character in rules if character in "()"]
    return max(itertools.accumulate(steps), default=0)


def _apply(sampler: Any, candidates: npt.NDArray[Any]) -> llama.llama_token_data_array:
    array = llama.llama_token_data_array(
        data=candidates.ctypes.data_as(llama.llama_token_data_p), size=len(candidates), selected=-1, sorted=False
    )
    llama.llama_sampler_apply(sampler, ctypes.byref(array))
    return array


def _pick(chain: Any, candidates: npt.NDArray[Any]) -> int:
    array = _apply(chain, candidates)
    return int(array.data[array.selected].id)
