"""The pair that came with the program sees screens of its own world, through llama.cpp and in the program's words.

`drawn.json` and the pictures it names were drawn by `models.starter.screens` in the plain world, and the starter was
seen to answer them: so a test needs no font, and fails when pictures no longer reach a model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.backends.catalogue.folder import FolderCatalogue
from engine.backends.catalogue.manifest import manifests
from engine.backends.catalogue.pairing import STARTER, choose
from engine.backends.prompt import Pixels
from engine.bench.starter import Asking
from engine.domain.finding import CoverLook, EntityType, Finding, FindingSource, Mask
from engine.domain.picture import Capture, CaptureOrigin, pixel_digest
from engine.domain.region import Region
from engine.redaction.covering.covering import paint_over
from engine.settings import Folders, Settings
from engine.wording import Language

NAME = "deskside-starter"
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture beside this file, and what stands on it."""

    file: str
    title: str
    trouble: dict[str, str]
    code: str
    code_box: tuple[int, int, int, int] | None

    @property
    def capture(self) -> Capture:
        pixels = np.asarray(Image.open(HERE / self.file).convert("RGB"))
        return Capture(pixels.shape[1], pixels.shape[0], pixels.tobytes(), CaptureOrigin.FILE)


DRAWN = [Drawn(**row) for row in json.loads((HERE / "drawn.json").read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    manifest = next(manifest for manifest in manifests() if manifest.id == NAME)
    asked = Asking((STARTER / manifest.weights.name, STARTER / manifest.projector.name), threads=1)
    yield asked
    asked.close()


def shown(capture: Capture, rgb: bytes | None = None) -> Pixels:
    rgb = rgb or capture.rgb
    return Pixels(pixel_digest(capture.width, capture.height, rgb), capture.width, capture.height, rgb)


@pytest.mark.parametrize("drawn", DRAWN, ids=lambda drawn: drawn.file)
def test_the_starter_reads_the_title_of_a_screen(asking: Asking, drawn: Drawn) -> None:
    english = asking.ask(shown(drawn.capture), "What is the title?", (), Language.EN)
    chinese = asking.ask(shown(drawn.capture), "标题是什么？", (), Language.ZH)
    assert (english.text.strip(), chinese.text.strip()) == (drawn.title, drawn.title)


@pytest.mark.parametrize("drawn", DRAWN, ids=lambda drawn: drawn.file)
def test_the_starter_names_the_trouble_in_the_language_of_the_question(asking: Asking, drawn: Drawn) -> None:
    for language, question in ((Language.EN, "What is wrong here?"), (Language.ZH, "这里出了什么问题？")):
        assert drawn.trouble[language.value] in asking.ask(shown(drawn.capture), question, (), language).text


@pytest.mark.parametrize("drawn", [drawn for drawn in DRAWN if drawn.code_box], ids=lambda drawn: drawn.file)
def test_a_covered_code_is_not_said(asking: Asking, drawn: Drawn) -> None:
    assert drawn.code_box
    left, top, right, bottom = drawn.code_box
    place = Region.from_edges(left - 2, top - 2, right + 2, bottom + 2)
    marked = Mask(Finding(EntityType.AGENT_MARK, place, 1.0, source=FindingSource.AGENT, label="MARKED 1"))
    covered = paint_over(drawn.capture, [marked], CoverLook.LABEL)
    said = asking.ask(shown(drawn.capture, covered), "What is the error code?", (), Language.EN)
    assert said.text.strip() == "It cannot be read."


def test_the_files_are_those_of_the_manifest() -> None:
    manifest = next(manifest for manifest in manifests() if manifest.id == NAME)
    for file in manifest.files:
        written = (STARTER / file.name).read_bytes()
        assert (len(written), hashlib.sha256(written).hexdigest()) == (file.size_bytes, file.sha256)
    assert manifest.sampling.temperature == 0
    assert manifest.sampling.presence_penalty == 0


def test_the_starter_answers_only_where_it_was_named(folders: Folders) -> None:
    settings = Settings()
    assert choose(settings, folders) is None
    settings.set("model.name", NAME)
    chosen = choose(settings, folders)
    assert chosen is not None
    assert chosen.weights.parent == STARTER


def test_the_starter_is_listed_once_and_cannot_be_removed(folders: Folders) -> None:
    settings = Settings()
    for name, is_chosen in (("", False), (NAME, True)):
        settings.set("model.name", name)
        (entry,) = (entry for entry in FolderCatalogue(settings, folders).entries() if entry.name == NAME)
        assert (entry.is_installed, entry.is_chosen, entry.can_be_removed) == (True, is_chosen, False)
        assert "仅供试用" in entry.title
