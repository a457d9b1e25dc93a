"""The starter's own torch modules against transformers: same weights, same picture, same scores.

    python -m pytest tests/parity/torch_starter.py

Needs torch and transformers, so it is not collected by itself: it is run where a starter is trained. What llama.cpp
makes of such a pair is compared in `test_parity.py`.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
import torch
import transformers

from engine.wording import Language
from models.starter import export, packing, train
from models.starter.alphabet import LATIN_CLASSES
from models.starter.beginnings import begin
from models.starter.layout import ALWAYS, ALWAYS_VALUE, PARTS, WIDTH, WITHIN, part_codes, truth_of
from models.starter.lettering import PLAIN
from models.starter.letters import CellHead
from models.starter.questions import Ask, exchanges
from models.starter.reader import Reader, ReaderShape
from models.starter.screens import Style, screen
from models.starter.starter import Starter
from models.starter.tokens import encode, token_ids, vocabulary
from models.starter.tower import CELL, PATCH, Tower, TowerShape


@pytest.fixture(scope="module")
def starter() -> Any:
    torch.manual_seed(0)
    reader = ReaderShape(len(vocabulary().tokens))
    model = Starter(Tower(TowerShape()), CellHead(LATIN_CLASSES), Reader(reader))
    for merger in model.tower.deepstack_merger_list:
        torch.nn.init.normal_(merger.linear_fc2.weight, std=0.05)
    return model.eval()


@pytest.fixture(scope="module")
def reference(starter: Any) -> Any:
    """Return transformers' model with the starter's weights."""
    model = transformers.Qwen3VLForConditionalGeneration(_configuration(starter)).float().eval()
    model.load_state_dict(_weights(starter), strict=True)
    return model


def _configuration(starter: Any) -> Any:
    ids = token_ids()
    return transformers.Qwen3VLConfig(
        text_config=_text_configuration(starter.reader.shape),
        vision_config=_vision_configuration(starter.tower.shape),
        image_token_id=ids["<|image_pad|>"],
        video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids["<|vision_start|>"],
        vision_end_token_id=ids["<|vision_end|>"],
        tie_word_embeddings=True,
        attn_implementation="eager",
    )


def _text_configuration(reader: ReaderShape) -> dict[str, Any]:
    return {
        "vocab_size": reader.vocabulary,
        "hidden_size": reader.width,
        "intermediate_size": reader.feed_forward,
        "num_hidden_layers": reader.layers,
        "num_attention_heads": reader.heads,
        "num_key_value_heads": reader.kv_heads,
        "head_dim": reader.head_width,
        "rms_norm_eps": 1e-6,
        "rope_parameters": {
            "rope_type": "default",
            "rope_theta": reader.rope_base,
            "mrope_section": list(reader.rope_sections),
            "mrope_interleaved": True,
        },
        "tie_word_embeddings": True,
    }


def _vision_configuration(tower: TowerShape) -> dict[str, Any]:
    return {
        "depth": tower.layers,
        "hidden_size": tower.width,
        "intermediate_size": tower.feed_forward,
        "num_heads": tower.heads,
        "patch_size": PATCH,
        "spatial_merge_size": 2,
        "temporal_patch_size": 2,
        "out_hidden_size": tower.out,
        "num_position_embeddings": tower.position_grid**2,
        "deepstack_visual_indexes": list(tower.deepstack),
    }


def _weights(starter: Any) -> dict[str, Any]:
    """Return the starter's weights under the reference's names."""
    tensors = {f"model.language_model.{name}": value for name, value in starter.reader.state_dict().items()}
    tensors["lm_head.weight"] = tensors["model.language_model.embed_tokens.weight"]
    for name, value in starter.tower.state_dict().items():
        if name == "patch_embed.proj.weight":
            frame = value.view(-1, 3, 1, PATCH, PATCH) / 2  # it looks at two frames: here each is half of one picture
            value = torch.cat([frame, frame], 2)
        tensors[f"model.visual.{name}"] = value
    return tensors


@torch.no_grad()
def test_the_tower_sees_what_transformers_sees(starter: Any, reference: Any) -> None:
    pixels = torch.from_numpy(np.random.default_rng(1).integers(0, 256, (1, 96, 160, 3), dtype=np.uint8))
    ours, our_deep = starter.look(pixels)
    theirs = reference.model.visual(_flat(pixels), grid_thw=torch.tensor([[1, 12, 20]]))
    assert torch.allclose(ours[0], theirs.pooler_output, atol=2e-3)
    for one, other in zip(our_deep, theirs.deepstack_features, strict=True):
        assert torch.allclose(one[0], other, atol=2e-3)


@torch.no_grad()
def test_packed_questions_score_as_each_alone_in_transformers(starter: Any, reference: Any) -> None:
    draw = random.Random(3)
    shown = screen(draw, Style.of(PLAIN))
    rows, columns = shown.cells.shape[0], shown.cells.shape[1] // WITHIN
    asked = exchanges(shown, draw, Language.EN, fix_chars=40, is_plain=True)
    ours = _scores(
        starter, packing.together([packing.pack(asked, rows, columns)], asked[0].prompt.before), shown.pixels
    )
    alone = [packing.pack([one], rows, columns) for one in asked]
    mark, place, opening = token_ids()["<|image_pad|>"], 0, list(encode(asked[0].prompt.before))
    for row in alone:
        ids = torch.tensor([[*opening, *(mark if token == packing.PICTURE else token for token in row.tokens)]])
        theirs = reference(
            input_ids=ids,
            mm_token_type_ids=(ids == mark).int(),
            pixel_values=_flat(torch.from_numpy(shown.pixels)[None]),
            image_grid_thw=torch.tensor([[1, 2 * rows, 2 * columns]]),
            use_cache=False,
        ).logits[0, len(opening) :][torch.tensor(row.wanted) != packing.NOT_ASKED]
        assert torch.allclose(ours[place : place + len(theirs)], theirs, atol=5e-3)
        place += len(theirs)
    assert place == len(ours)


def test_a_run_goes_through_all_stages_goes_on_where_it_ended_and_is_exported(tmp_path: Path) -> None:
    scale = replace(train.scales()["shared-cores"], letters_batch=2, screens_batch=4, steps=(3, 2, 1))

    def run(minutes: float) -> train.Run:
        return train.Run(tmp_path, scale, "plain", "cpu", 0, time.monotonic() + 60 * minutes)

    assert not train.train(run(0), "letters")
    assert torch.load(tmp_path / "letters.pt", weights_only=True)["step"] == 0
    for stage, steps in zip(train.STAGES, scale.steps, strict=True):
        assert train.train(run(9), stage)
        assert torch.load(tmp_path / f"{stage}.pt", weights_only=True)["step"] == steps
    model = export.restored(tmp_path, scale, PLAIN)
    weights, projector = (gguf.GGUFReader(path) for path in export.export(model, scale, tmp_path, "F32"))
    written = {tensor.name: np.array(tensor.data) for file in (weights, projector) for tensor in file.tensors}
    for name, values in export.model_tensors(model).items():
        assert np.array_equal(written[name].reshape(values.shape), values), name


@torch.no_grad()
def test_before_any_training_letters_are_copied_from_cells_that_hold_what_they_should() -> None:
    torch.manual_seed(1)
    reader = Reader(ReaderShape(len(vocabulary().tokens)))
    begin(reader)
    draw, right = random.Random(5), []
    for shown in (screen(draw, Style.of(PLAIN)) for _ in range(12)):
        asked = [one for one in exchanges(shown, draw, Language.EN, 0, is_plain=False) if one.ask is Ask.TITLE]
        rows, columns = shown.cells.shape[0], shown.cells.shape[1] // WITHIN
        batch = packing.together([packing.pack(asked, rows, columns)], asked[0].prompt.before)
        state = reader.embed_tokens(batch.tokens).index_put((batch.is_picture,), _perfect(truth_of(shown)))
        state = reader(state, batch.positions, batch.mask, before=reader.read_ahead(batch.opening))
        said = reader.scores(state).argmax(-1)
        right += (said == batch.wanted)[batch.wanted != packing.NOT_ASKED].tolist()
    assert sum(right) > 0.7 * len(right)


def _perfect(truth: Any) -> Any:
    """Return cells, (cells, width), that hold the codes of these classes."""
    cells, column = torch.zeros(len(truth), WIDTH), 0
    for part in PARTS:
        codes = torch.from_numpy(part_codes(part))
        for place in range(part.start, part.end, part.width):
            cells[:, place : place + part.width] = codes[truth[:, column].clip(min=0).astype(int)]
            column += 1
    cells[:, ALWAYS] = ALWAYS_VALUE
    return cells


def _scores(starter: Any, batch: packing.Batch, pixels: Any) -> Any:
    cells, deep = starter.look(torch.from_numpy(pixels)[None])
    state = starter.reader.embed_tokens(batch.tokens).index_put((batch.is_picture,), cells[0])
    before = starter.reader.read_ahead(batch.opening)
    state = starter.reader(state, batch.positions, batch.mask, batch.is_picture, [layer[0] for layer in deep], before)
    return starter.reader.scores(state[batch.wanted != packing.NOT_ASKED])


def _flat(pixels: Any) -> Any:
    """Return the patches as the reference's processor does: (patches, 3 * 2 frames * 256), a cell's four together."""
    _, height, width, _ = pixels.shape
    split = (pixels.float() / 127.5 - 1).view(height // CELL, 2, PATCH, width // CELL, 2, PATCH, 3)
    one = split.permute(0, 3, 1, 4, 6, 2, 5)[..., None, :, :]
    return torch.cat([one, one], -3).reshape(-1, 6 * PATCH**2)
