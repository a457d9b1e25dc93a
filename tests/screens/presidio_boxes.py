"""Run by an interpreter that has presidio-image-redactor: a picture's path a line in, the boxes it would fill out, as JSON.

Presidio runs with its pattern recognizers and Tesseract, without a named-entity model: that is downloaded, and Deskside runs offline.
"""  # noqa: E501

import json
import sys

import spacy  # type: ignore[import-not-found]  # lives in another environment
from PIL import Image
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # type: ignore[import-not-found]
from presidio_analyzer.nlp_engine import SpacyNlpEngine  # type: ignore[import-not-found]
from presidio_image_redactor import ImageAnalyzerEngine  # type: ignore[import-not-found]


class BlankNlpEngine(SpacyNlpEngine):  # type: ignore[misc]
    """A tokenizer without a model."""

    def __init__(self) -> None:
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}

    def load(self) -> None:
        """Nothing to load."""


def main() -> None:
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    analyzer = ImageAnalyzerEngine(
        analyzer_engine=AnalyzerEngine(nlp_engine=BlankNlpEngine(), registry=registry, supported_languages=["en"])
    )
    for line in sys.stdin:
        found = analyzer.analyze(Image.open(line.strip()), language="en")
        print(json.dumps([[box.left, box.top, box.width, box.height] for box in found]), flush=True)


if __name__ == "__main__":
    main()
