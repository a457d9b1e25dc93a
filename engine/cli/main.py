"""The commands and how their faults are told."""

from __future__ import annotations

import argparse
import locale
import sys
from collections.abc import Sequence

from engine.cli import ask, bench, doctor, findings, fixes, models, presets, redact, server, settings, store
from engine.cli.interrupt import STOPPED
from engine.cli.secrets import ask_once
from engine.errors import CasesLocked, DesksideError
from engine.wording import Language

_COMMANDS = (ask, redact, findings, fixes, presets, models, server, settings, store, doctor, bench)
_EXIT_CODES = """exit codes:
  0  done
  1  failed; the reason and what to do about it are on stderr
  2  wrong usage
  3  stopped
  4  refused: something sensitive would have stayed readable, or a policy forbids it"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = build_parser()
    options = parser.parse_args(argv)
    options.language = Language(options.lang) if options.lang else language_of_user()
    try:
        try:
            return int(options.run(options))
        except CasesLocked as locked:
            if not ask_once(locked, options.language):
                raise
            return int(options.run(options))  # locked cases are noticed before anything is done
    except DesksideError as error:
        print(error.message(options.language), file=sys.stderr)
        if remedy := error.remedy(options.language):
            print(remedy, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # The reader (`head`, say) has seen enough; keep the interpreter from complaining while it closes stdout.
        sys.stderr.close()
        return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; the manual is made from it."""
    parser = argparse.ArgumentParser(
        prog="python -m engine",
        description="Deskside without a window: cover, ask, find.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lang", choices=[language.value for language in Language], help="language of messages")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add_parser(commands)
    return parser


def language_of_user() -> Language:
    """Return Chinese where the locale is Chinese, else English."""
    name = locale.getlocale()[0] or ""
    return Language.ZH if name.lower().startswith(("zh", "chinese")) else Language.EN
