"""Run by an interpreter that has presidio-image-redactor: a picture's path a line in, the boxes it would fill out, as JSON.

Presidio runs with its pattern recognizers and Tesseract, without a named-entity model: that is downloaded, and Deskside runs offline.
"""

import json
import sys

import spacy
from PIL import Image
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_image_redactor import ImageAnalyzerEngine


class BlankNlpEngine(SpacyNlpEngine):
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
