"""The main door to llama.cpp: a loaded pair of model files, and the few calls that the session needs.

`library` starts its libraries, and `sampling` chooses tokens.

Everything here runs in the model process. Native calls release Python's lock, so that the thread which reads
the pipe stays awake.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import numpy as np
import numpy.typing as npt
from llama_cpp import mtmd_cpp as mtmd

from engine.backends.library import free_cores, start_library
from engine.backends.prompt import Pixels
from engine.backends.sampling import Sampler
from engine.domain.answer import SamplingParams
from engine.errors import BackendError, ModelFileError

Embedding = npt.NDArray[np.float32]

BATCH_TOKENS = 512
_ABORTED, _NO_ROOM = 2, 1
_ALL_LAYERS = 999
_NO_FLASH_ATTENTION = llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
_KV_TYPES = {"f16": llama.GGML_TYPE_F16, "q8_0": llama.GGML_TYPE_Q8_0, "f32": llama.GGML_TYPE_F32}
_LONG_STEPS = frozenset({b"MUL_MAT", b"FLASH_ATTN_EXT"})
"""Nearly all the time that the vision tower takes goes into these."""
_ANY_IMAGE_TOKENS = (1, 1 << 16)
"""Pictures come in at the size at which they are to be seen: the tower's own scaling must find nothing to do."""


class Interrupted(Exception):
    """Stopped in mid-work, because it was asked to."""


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What to load, and how."""

    weights: Path
    projector: Path
    device: str = "auto"
    """`auto`, `cpu` or `gpu`."""
    context_tokens: int = 16384
    image_tokens_min: int = 1024
    image_tokens_max: int = 2048
    gpu_layers: int = -1
    """How many go to the GPU, from the last one backwards; -1 for all."""
    threads: int = 0
    """0 takes the physical cores, and leaves one of four or more to the desk."""
    kv_type: str = "f16"
    """How the cache is kept: `f16`, or `q8_0` in half the room; `f32` to compare with other implementations."""
    conversations: int = 16
    """How many may stay warm in the cache; they share its cells."""
    adapters: Mapping[str, Path] = field(default_factory=dict)
    """LoRA files by the name under which an answer asks for them."""


@dataclass(frozen=True, slots=True)
class PictureChunk:
    """A picture as the tokenizer laid it out. Who asked for it owns `pointer`, until `NativeModel.drop`."""

    before: tuple[int, ...]
    pointer: Any
    after: tuple[int, ...]
    cells: int
    """Places in the KV cache."""
    positions: int
    """By how much the position advances; far fewer than cells."""


class NativeModel:
    """Weights, projector and context in memory."""

    def __init__(
        self,
        options: LoadOptions,
        should_stop: Callable[[], bool],
        on_progress: Callable[[float], None],
    ) -> None:
        """Load the pair. `should_stop` is asked during all work; `on_progress` gets 0 to 1.

        Raises ModelFileError, BackendError. The native library may abort the process instead.
        """
        self._should_stop = should_stop
        self._model: Any = None
        self._context: Any = None
        self._vision: Any = None
        self._batch: Any = None
        self._keep: list[Any] = []  # callbacks that native code holds: they must outlive it
        self._adapters: dict[str, Any] = {}
        self._active: tuple[str, ...] = ()
        self._ggml = start_library()
        try:
            self._load_weights(options, on_progress)
            self._load_adapters(options.adapters)
            self._load_context(options)
            self._load_projector(options)
        except BaseException:
            self.close()
            raise

    def _load_weights(self, options: LoadOptions, on_progress: Callable[[float], None]) -> None:
        params = llama.llama_model_default_params()
        params.n_gpu_layers = _ALL_LAYERS if options.gpu_layers < 0 else options.gpu_layers
        if options.device == "cpu":
            params.n_gpu_layers = 0
            no_devices = (ctypes.c_void_p * 1)(None)
            self._keep.append(no_devices)
            params.devices = ctypes.cast(no_devices, ctypes.c_void_p)

        @llama.llama_progress_callback  # type: ignore[untyped-decorator]
        def report(share: float, _user: object) -> bool:
            on_progress(share)
            return True

        self._keep.append(report)
        params.progress_callback = report
        self._model = llama.llama_model_load_from_file(os.fsencode(options.weights), params)
        if not self._model:
            raise ModelFileError("model.unreadable", name=options.weights.name)
        self._vocabulary = llama.llama_model_get_vocab(self._model)
        self._embedding_width = llama.llama_model_n_embd_inp(self._model)
        template = llama.llama_model_chat_template(self._model, None)
        if not template:
            raise ModelFileError("model.no_template", name=options.weights.name)
        self.template: str = template.decode("utf-8", "replace")

    def _load_adapters(self, files: Mapping[str, Path]) -> None:
        for name, path in files.items():
            adapter = llama.llama_adapter_lora_init(self._model, os.fsencode(path))
            if not adapter:
                raise ModelFileError("model.adapter_refused", name=path.name)
            self._adapters[name] = adapter  # freed with the model

    def _load_context(self, options: LoadOptions) -> None:
        params = llama.llama_context_default_params()
        params.n_ctx = options.context_tokens
        params.n_batch = params.n_ubatch = BATCH_TOKENS
        params.n_seq_max = options.conversations
        params.kv_unified = True  # all share the cells, and what two have in common is there once
        params.type_k = params.type_v = _KV_TYPES[options.kv_type]
        if options.kv_type != "f16":
            # Nothing else reads a quantized cache, and it makes f16 of f32.
            is_flash = options.kv_type == "q8_0"
            params.flash_attn_type = llama.LLAMA_FLASH_ATTN_TYPE_ENABLED if is_flash else _NO_FLASH_ATTENTION
        params.n_outputs_max = options.conversations  # it must be so many; room for a whole batch takes 311 MB
        params.n_threads = params.n_threads_batch = options.threads or free_cores()
        params.no_perf = True
        if options.device == "cpu":
            params.offload_kqv = params.op_offload = False
        abort = llama.ggml_abort_callback(lambda _user: self._should_stop())
        self._keep.append(abort)
        params.abort_callback = abort
        self._context = llama.llama_init_from_model(self._model, params)
        if not self._context:
            raise BackendError("model.no_memory", tokens=options.context_tokens)
        self.context_cells: int = llama.llama_n_ctx(self._context)
        self._memory = llama.llama_get_memory(self._context)
        self._batch = llama.llama_batch_init(BATCH_TOKENS, 0, 1)

    def _load_projector(self, options: LoadOptions) -> None:
        params = mtmd.mtmd_context_params_default()
        params.use_gpu = options.device != "cpu"
        self._is_tower_on_gpu = params.use_gpu and llama.llama_supports_gpu_offload()
        params.print_timings = False
        params.n_threads = options.threads or free_cores()
        params.image_min_tokens, params.image_max_tokens = _ANY_IMAGE_TOKENS
        observe = llama.ggml_backend_sched_eval_callback(self._between_vision_steps)
        self._keep.append(observe)
        params.cb_eval = observe
        self._vision = mtmd.mtmd_init_from_file(os.fsencode(options.projector), self._model, params)
        if not self._vision:
            raise ModelFileError("model.projector_refused", name=options.projector.name)
        if not mtmd.mtmd_support_vision(self._vision):
            raise ModelFileError("model.not_a_projector", name=options.projector.name)

    def _between_vision_steps(self, tensor: int, is_question: bool, _user: object) -> bool:
        """Let the vision tower stop: ggml asks where to pause, and there whether to go on.

        On a GPU each pause waits for the device, and a whole layer takes it milliseconds. On the processor a pause
        costs next to nothing, and a layer takes seconds.
        """
        if not is_question:
            return not self._should_stop()
        if self._is_tower_on_gpu:
            return bool(self._ggml.ggml_get_name(tensor).startswith(b"layer_out"))
        return self._ggml.ggml_op_desc(tensor) in _LONG_STEPS

    def close(self) -> None:
        """Give the memory back. May be called twice."""
        if self._batch is not None:
            llama.llama_batch_free(self._batch)
        if self._vision:
            mtmd.mtmd_free(self._vision)
        if self._context:
            llama.llama_free(self._context)
        if self._model:
            llama.llama_model_free(self._model)
        self._batch = self._vision = self._context = self._model = None

    # --- text ---------------------------------------------------------------------------------------------------------

    def tokenize(self, text: str, *, with_special: bool) -> list[int]:
        """Return the tokens of `text`; with `with_special`, names of special tokens become those tokens."""
        content = text.encode("utf-8", "replace")
        room = len(content) + 8  # a token is at least one byte
        tokens = (llama.llama_token * room)()
        count = llama.llama_tokenize(self._vocabulary, content, len(content), tokens, room, False, with_special)
        if count < 0:
            raise BackendError("model.decode_failed", detail=f"tokenize {count}")
        return list(tokens[:count])

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token; none for a special one. They may be half a character."""
        room = 256
        while True:
            buffer = ctypes.create_string_buffer(room)
            count = llama.llama_token_to_piece(self._vocabulary, token, buffer, room, 0, False)
            if count >= 0:
                return buffer.raw[:count]
            room = -count

    def is_end(self, token: int) -> bool:
        return bool(llama.llama_vocab_is_eog(self._vocabulary, token))

    # --- pictures -----------------------------------------------------------------------------------------------------

    def lay_out(self, pixels: Pixels) -> PictureChunk:
        """Lay out a picture that is scaled already, and count its cells. `drop` frees it. Raises BackendError."""
        bitmap = mtmd.mtmd_bitmap_init(
            pixels.width,
            pixels.height,
            ctypes.cast(ctypes.c_char_p(pixels.rgb), ctypes.POINTER(ctypes.c_uint8)),
        )
        chunks = mtmd.mtmd_input_chunks_init()
        try:
            mtmd.mtmd_bitmap_set_id(bitmap, pixels.digest.encode())
            part = mtmd.mtmd_input_part(None, bitmap)
            parts = (ctypes.POINTER(mtmd.mtmd_input_part) * 1)(ctypes.pointer(part))
            result = mtmd.mtmd_tokenize_from_parts(self._vision, chunks, parts, 1, False)
            if result != 0:
                raise BackendError(
                    "model.picture_refused", width=pixels.width, height=pixels.height, detail=f"{result}"
                )
            return self._picture_chunk(chunks)
        finally:
            mtmd.mtmd_input_chunks_free(chunks)
            mtmd.mtmd_bitmap_free(bitmap)

    def _picture_chunk(self, chunks: Any) -> PictureChunk:
        before: list[int] = []
        after: list[int] = []
        picture: Any = None
        for i in range(mtmd.mtmd_input_chunks_size(chunks)):
            chunk = mtmd.mtmd_input_chunks_get(chunks, i)
            if mtmd.mtmd_input_chunk_get_type(chunk) == mtmd.MTMD_INPUT_CHUNK_TYPE_TEXT:
                (before if picture is None else after).extend(_text_tokens(chunk))
            elif picture is None:
                picture = chunk
            else:
                raise BackendError("model.decode_failed", detail="a picture in two chunks")
        if picture is None:
            raise BackendError("model.decode_failed", detail="a picture without a chunk")
        return PictureChunk(
            before=tuple(before),
            pointer=mtmd.mtmd_input_chunk_copy(picture),
            after=tuple(after),
            cells=mtmd.mtmd_input_chunk_get_n_tokens(picture),
            positions=mtmd.mtmd_input_chunk_get_n_pos(picture),
        )

    def drop(self, chunk: PictureChunk) -> None:
        """Free a chunk."""
        mtmd.mtmd_input_chunk_free(chunk.pointer)

    def without_pixels(self, chunk: PictureChunk) -> PictureChunk:
        """Return the chunk without its pixels: an encoded picture needs no more. The old one is freed."""
        hollow = mtmd.mtmd_input_chunk_get_placeholder(chunk.pointer)
        mtmd.mtmd_input_chunk_free(chunk.pointer)
        return replace(chunk, pointer=hollow)

    def encode(self, chunk: PictureChunk) -> Embedding:
        """Run the vision tower: cells x embedding width, deepstack included. Raises Interrupted."""
        result = mtmd.mtmd_encode_chunk(self._vision, chunk.pointer)
        if self._should_stop():
            raise Interrupted  # the tower may have stopped after any step: what it left is not an embedding
        if result != 0:
            raise BackendError("model.decode_failed", detail=f"encode {result}")
        output = mtmd.mtmd_get_output_embd(self._vision)
        return np.ctypeslib.as_array(output, shape=(chunk.cells, self._embedding_width)).copy()

    def decode_picture(self, chunk: PictureChunk, embedding: Embedding, position: int, sequence: int) -> None:
        """Put an encoded picture into the context. On any error part of it may be there."""

        @mtmd.mtmd_helper_post_decode_callback  # type: ignore[untyped-decorator]
        def after_batch(_batch: object, _user: object) -> int:
            return _ABORTED if self._should_stop() else 0

        end = llama.llama_pos(0)
        result = mtmd.mtmd_helper_decode_image_chunk(
            self._vision,
            self._context,
            chunk.pointer,
            embedding.ctypes.data_as(ctypes.POINTER(ctypes.c_float)),
            position,
            sequence,
            BATCH_TOKENS,
            ctypes.byref(end),
            after_batch,
            None,
        )
        self._check(result)
        if end.value != position + chunk.positions:
            raise BackendError("model.decode_failed", detail="a picture ended at another position")

    # --- context ------------------------------------------------------------------------------------------------------

    def decode(self, tokens: Sequence[int], position: int, sequence: int, *, with_logits: bool) -> None:
        """Evaluate up to BATCH_TOKENS tokens from `position` on. Raises Interrupted, BackendError."""
        batch = self._batch
        batch.n_tokens = len(tokens)
        for i, token in enumerate(tokens):
            batch.token[i] = token
            batch.pos[i] = position + i
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = sequence
            batch.logits[i] = 0
        batch.logits[len(tokens) - 1] = with_logits
        self._check(llama.llama_decode(self._context, batch))

    def forget_from(self, sequence: int, position: int) -> bool:
        """Drop everything of a sequence at `position` and beyond; False when that cannot be done in part."""
        return bool(llama.llama_memory_seq_rm(self._memory, sequence, position, -1))

    def forget(self, sequence: int) -> None:
        """Drop a whole sequence. Cells that another one shares stay."""
        llama.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def share(self, source: int, target: int, position: int) -> None:
        """Let `target` begin with what `source` holds below `position`; it takes no further cells."""
        llama.llama_memory_seq_cp(self._memory, source, target, 0, position)

    def use_adapters(self, names: tuple[str, ...]) -> None:
        """Answer with these LoRA adapters from now on. Raises BackendError."""
        if names == self._active:
            return
        unknown = [name for name in names if name not in self._adapters]
        if unknown:
            raise BackendError("model.adapter_unknown", name=unknown[0])
        handles = (llama.llama_adapter_lora_p_ctypes * len(names))(*(self._adapters[name] for name in names))
        scales = (ctypes.c_float * len(names))(*(1.0 for _ in names))
        if llama.llama_set_adapters_lora(self._context, handles, len(names), scales) != 0:
            raise BackendError("model.decode_failed", detail="adapters")
        self._active = names

    def _check(self, result: int) -> None:
        if result == 0:
            return
        if result == _ABORTED or self._should_stop():
            raise Interrupted
        if result == _NO_ROOM:
            raise BackendError("model.context_full", needed=self.context_cells + 1, available=self.context_cells)
        raise BackendError("model.decode_failed", detail=f"decode {result}")

    # --- sampling -----------------------------------------------------------------------------------------------------

    def new_sampler(self, sampling: SamplingParams, seed: int, json_schema: str = "") -> Sampler:
        """Return what draws tokens from the logits of the last `decode`; close it. Raises BackendError."""
        return Sampler(self._context, self._vocabulary, sampling, seed, json_schema)

    def device_name(self, device: str) -> str:
        """Say where the model runs, as ggml names it."""
        kinds = {0: "CPU", 1: "GPU", 2: "IGPU"}
        names: dict[str, str] = {}
        for i in range(self._ggml.ggml_backend_dev_count()):
            handle = self._ggml.ggml_backend_dev_get(i)
            kind = kinds.get(self._ggml.ggml_backend_dev_type(handle), "")
            name = self._ggml.ggml_backend_dev_name(handle).decode("utf-8", "replace")
            text = self._ggml.ggml_backend_dev_description(handle).decode("utf-8", "replace")
            names.setdefault(kind, f"{name} {text}".strip())
        if device == "cpu" or not llama.llama_supports_gpu_offload():
            return names.get("CPU", "CPU")
        return names.get("GPU") or names.get("IGPU") or names.get("CPU", "CPU")


def _text_tokens(chunk: Any) -> list[int]:
    count = ctypes.c_size_t(0)
    tokens = mtmd.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(count))
    return [int(tokens[i]) for i in range(count.value)]
