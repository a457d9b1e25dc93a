"""`python -m desktop` opens the window; `--headless FOLDER` does the sample case without a display."""

import sys


def main() -> int:
    if any(argument.startswith("--headless") for argument in sys.argv[1:]):
        from desktop.headless import main as run
    else:
        from desktop.app import main as run
    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
