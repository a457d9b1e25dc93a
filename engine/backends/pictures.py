"""Pictures that the model has looked at, so that none is looked at twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass

from engine.backends.native import Embedding, NativeModel, PictureChunk
from engine.backends.prompt import Pixels
from engine.imaging import seen_by_model

DEFAULT_BUDGET_BYTES = 768 * 2**20  # a full screen takes 67 MB with the 2B model, 134 MB with the 8B one


@dataclass(slots=True)
class SeenPicture:
    """One picture; `embedding` is None until it has been encoded."""

    digest: str
    chunk: PictureChunk
    embedding: Embedding | None = None


class SeenPictures:
    """Keeps pictures by digest, the least recently used leave first when the budget is used up."""

    def __init__(
        self, native: NativeModel, image_tokens: tuple[int, int], budget_bytes: int = DEFAULT_BUDGET_BYTES
    ) -> None:
        """`image_tokens`: fewest and most for one picture."""
        self._native = native
        self._image_tokens = image_tokens
        self._budget_bytes = budget_bytes
        self._seen: OrderedDict[str, SeenPicture] = OrderedDict()
        self.encodes = 0
        """How often the vision tower ran."""

    def look_at(self, pixels: Pixels) -> SeenPicture:
        """Return the picture with its layout. Raises BackendError."""
        seen = self._seen.get(pixels.digest)
        if seen is None:
            seen = SeenPicture(pixels.digest, self._native.lay_out(self._scaled(pixels)))
            self._seen[pixels.digest] = seen
        self._seen.move_to_end(pixels.digest)
        return seen

    def _scaled(self, pixels: Pixels) -> Pixels:
        """Bring a picture to the size at which it is seen, by the function that also draws the preview."""
        raster = seen_by_model(pixels, *self._image_tokens)
        return Pixels(pixels.digest, raster.width, raster.height, raster.rgb)

    def encoded(self, digest: str) -> tuple[PictureChunk, Embedding]:
        """Return a picture as the vision tower sees it, run if need be. Raises Interrupted, BackendError."""
        seen = self._seen[digest]
        if seen.embedding is None:
            seen.embedding = self._native.encode(seen.chunk)
            seen.chunk = self._native.without_pixels(seen.chunk)
            self.encodes += 1
        return seen.chunk, seen.embedding

    def is_encoded(self, digest: str) -> bool:
        return self._seen[digest].embedding is not None

    def trim(self, needed: Collection[str]) -> None:
        """Give up the oldest pictures beyond the budget, and those not encoded, except `needed` ones."""
        used = sum(seen.embedding.nbytes for seen in self._seen.values() if seen.embedding is not None)
        for digest, seen in list(self._seen.items()):
            if digest in needed:
                continue
            if seen.embedding is None or used > self._budget_bytes:
                used -= 0 if seen.embedding is None else seen.embedding.nbytes
                self._native.drop(self._seen.pop(digest).chunk)

    def close(self) -> None:
        """Free all of them."""
        while self._seen:
            self._native.drop(self._seen.popitem()[1].chunk)
