"""How many layers go to which GPU: decided in the model process, where ggml knows what is free."""

from __future__ import annotations

from dataclasses import dataclass

from engine.backends.catalogue.estimate import layers_that_fit, usable_gpu
from engine.backends.catalogue.footprint import footprint_of_files
from engine.backends.devices import devices_of
from engine.backends.graphics import installed_gpu
from engine.backends.library import start_library
from engine.backends.loading import AS_MANY_AS_FIT
from engine.backends.native import LoadOptions
from engine.domain.memory import GpuMemory, KvType, MachineMemory


@dataclass(frozen=True, slots=True)
class LayerPlaces:
    """Where the layers go. `unused_gpu` names a card that is there and not used, though nobody forbade it."""

    gpu_layers: int
    unused_gpu: str = ""


def place(options: LoadOptions) -> LayerPlaces:
    """Ask ggml for its devices and fit the model to what is free there. Raises ModelFileError."""
    if options.device == "cpu":
        return LayerPlaces(0)
    return fit(options, MachineMemory(0, 0, devices_of(start_library())).best_gpu)


def fit(options: LoadOptions, gpu: GpuMemory | None) -> LayerPlaces:
    """Return how many layers go to a GPU."""
    if gpu is None:
        return LayerPlaces(0, installed_gpu() or ("GPU" if options.device == "gpu" else ""))
    layers = options.gpu_layers
    if layers == AS_MANY_AS_FIT:
        layers = layers_that_fit(
            footprint_of_files(options.weights, options.projector),
            usable_gpu(gpu),
            options.context_tokens,
            options.image_tokens_max,
            KvType.Q8_0 if options.kv_type == "q8_0" else KvType.F16,
        )
    return LayerPlaces(layers, "" if layers else gpu.description or gpu.name)
