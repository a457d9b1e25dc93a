"""`python -m desktop` opens the window; `capture`, `show` and `quit` go to the program that runs already.

`--headless FOLDER` does the sample case without a display; `bench` measures the window.
"""

import sys

from desktop.handover import hand_over, say_to_user
from desktop.thrift import leave_sources_unread, put_off_collecting
from desktop.wishes import Outcome, Verb, read_command_line, say_outcome
from engine.errors import SettingsError
from engine.settings import Folders


def main() -> int:
    argv = sys.argv[1:]
    if any(argument.startswith("--headless") for argument in argv):
        from desktop.headless import main as run

        return run(argv)
    if argv[:1] == ["bench"]:
        from desktop.bench.command import main as measure

        return measure(argv[1:])
    start = read_command_line(argv)
    if start.wish.verb is not Verb.SHOW or not start.is_sample:
        # Before anything of Qt is loaded: a key of the desktop may be bound to this.
        try:
            outcome = hand_over(Folders.of_user().data, start.wish)
        except SettingsError:
            outcome = None  # told by the window's own start, in a window
        if outcome is None and start.wish.verb is Verb.QUIT:
            outcome = Outcome(0, say_to_user("handover.not_running"))
        if outcome is not None:
            return say_outcome(outcome)
    put_off_collecting()
    leave_sources_unread()  # before the window's own modules, which it makes quicker to import
    from desktop.entry import main as open_window

    return open_window(argv)


if __name__ == "__main__":
    raise SystemExit(main())
