"""The set-up names what is missing, takes the right device, and checks what it installs."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


def load(name: str) -> ModuleType:
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(ROOT / "packaging"))


@pytest.mark.parametrize("lock", sorted((ROOT / "packaging").glob("*.lock")), ids=lambda path: path.name)
def test_every_package_in_a_lock_has_a_hash(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    assert entries
    assert all(line.endswith("\\") for line in entries)
    assert text.count("--hash=sha256:") >= len(entries)


def test_both_locks_agree_on_every_version() -> None:
    def versions(name: str) -> set[str]:
        lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ;")[0].removesuffix(" \\") for line in lines if "==" in line and line[0].isalpha()}

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def test_without_root_the_one_command_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = load("system_packages")
    monkeypatch.setattr(packages, "missing_packages", lambda **_: ["libegl1", "xvfb"])
    monkeypatch.setattr(packages, "_root_prefix", lambda: None)
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(packages.PackagesMissing, match=r"sudo apt-get install .*libegl1 xvfb"):
        packages.ensure(for_tests=True, needs_compiler=True, say=lambda text: None)


def test_a_library_that_is_not_there_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = load("system_packages")
    monkeypatch.setattr(packages, "_loader_cache", lambda: "libGL.so.1 libX11.so.6")
    missing = packages.missing_packages(for_tests=False, needs_compiler=False)
    assert ("libegl1" in missing) == (sys.platform == "linux")
    assert "libgl1" not in missing


def test_cuda_needs_both_a_driver_and_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    build = load("llama_build")
    monkeypatch.setattr(build.shutil, "which", lambda name: "/usr/bin/nvcc" if name == "nvcc" else None)
    assert build.choose_device("auto") == "cpu"
    assert build.choose_device("cuda") == "cuda"


def test_llama_is_left_to_its_own_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bootstrap = load("bootstrap")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    rest = bootstrap.without_llama(ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    assert "llama-cpp-python==" not in rest
    assert "pillow==" in rest
    assert "    --hash" not in rest.split("llama")[0].splitlines()[0]


def test_a_failing_build_says_where_its_log_is(tmp_path: Path) -> None:
    build = load("llama_build")
    broken = "llama-cpp-python==0.0.0 --hash=sha256:" + "0" * 64
    with pytest.raises(build.BuildFailed, match=r"build\.log"):
        build._build(Path(sys.executable), broken, "cpu", tmp_path, lambda text: None)
