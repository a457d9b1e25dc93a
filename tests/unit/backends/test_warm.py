"""Which conversation goes on, which branches off and which is given up."""

from collections import defaultdict

from engine.backends.held import Entry, HeldPicture
from engine.backends.warm import Strand, WarmConversations

SYSTEM = list(range(100))
SCREEN = HeldPicture("a", cells=500, positions=30)


class Cells:
    """A context that remembers which positions each sequence has."""

    def __init__(self, context_cells: int) -> None:
        self.context_cells = context_cells
        self.ends: dict[int, int] = defaultdict(int)

    def forget_from(self, sequence: int, position: int) -> bool:
        self.ends[sequence] = min(self.ends[sequence], position)
        return True

    def forget(self, sequence: int) -> None:
        self.ends[sequence] = 0

    def share(self, source: int, target: int, position: int) -> None:
        assert self.ends[source] >= position
        self.ends[target] = position


class Cache:
    def __init__(self, cells: int = 2000, most: int = 3) -> None:
        self.context = Cells(cells)
        self.warm = WarmConversations(self.context, most)

    def read(self, *entries: Entry, adapters: tuple[str, ...] = (), ahead: bool = False) -> tuple[Strand, int]:
        """Bring a prompt into the cache, and return how much of it was warm."""
        strand = self.warm.begin(entries, adapters, is_read_ahead=ahead)
        reused = strand.held.cells
        rest = entries[len(strand.held) :]
        assert self.warm.make_room(sum(1 if isinstance(one, int) else one.cells for one in rest), strand)
        strand.held.add(*rest)
        self.context.ends[strand.sequence] = strand.held.position
        self.warm.settle(strand)
        return strand, reused


def test_a_longer_prompt_goes_on_where_the_shorter_one_ended() -> None:
    cache = Cache()
    first, _ = cache.read(*SYSTEM, SCREEN, 1, 2)
    again, reused = cache.read(*SYSTEM, SCREEN, 1, 2, 3, 4)
    assert (again, reused) == (first, 602)


def test_an_edited_question_leaves_the_first_one_warm_and_shares_its_cells() -> None:
    cache = Cache()
    cache.read(*SYSTEM, SCREEN, *range(1000, 1100))
    _, reused = cache.read(*SYSTEM, SCREEN, *range(2000, 2100))
    assert reused == 600
    assert cache.warm.free_cells() == 2000 - 800
    _, back = cache.read(*SYSTEM, SCREEN, *range(1000, 1100), 5)
    assert back == 700


def test_a_trifle_is_cut_off_and_takes_no_sequence() -> None:
    cache = Cache()
    first, _ = cache.read(*SYSTEM, 1, 2, 3)
    assert cache.read(*SYSTEM, 4)[0] is first
    assert cache.warm.free_cells() == 2000 - 101


def test_the_conversation_used_longest_ago_is_given_up_when_sequences_run_out() -> None:
    cache = Cache(most=2)
    one, two, three = ([start + place for place in range(100)] for start in (1000, 2000, 3000))
    for prompt in (one, two, one, three):
        cache.read(*prompt)
    assert cache.read(*one, 7)[1] == 100
    assert cache.read(*two, 7)[1] == 0


def test_the_conversation_used_longest_ago_is_given_up_when_cells_run_out() -> None:
    cache = Cache(cells=250)
    one, two, three = ([start + place for place in range(100)] for start in (1000, 2000, 3000))
    for prompt in (one, two, three):
        cache.read(*prompt)
    assert cache.read(*two, 7)[1] == 100
    assert cache.read(*one, 7)[1] == 0


def test_a_prompt_that_is_larger_than_the_cache_finds_no_room() -> None:
    cache = Cache(cells=250)
    strand = cache.warm.begin([1], ())
    assert not cache.warm.make_room(251, strand)


def test_cells_filled_with_other_adapters_are_not_used() -> None:
    cache = Cache()
    cache.read(*SYSTEM, 1)
    assert cache.read(*SYSTEM, 1, adapters=("bank",))[1] == 0
    assert cache.read(*SYSTEM, 1, 2)[1] == 101
    assert cache.read(*SYSTEM, 1, 2, adapters=("bank",))[1] == 101


def test_reading_ahead_that_no_question_followed_makes_way_for_the_next() -> None:
    cache = Cache()
    other = HeldPicture("b", cells=500, positions=30)
    cache.read(*SYSTEM, SCREEN, ahead=True)
    cache.read(*SYSTEM, other, ahead=True)
    assert cache.warm.free_cells() == 2000 - 600
    assert cache.read(*SYSTEM, other, 5)[1] == 600


def test_reading_ahead_in_a_conversation_leaves_what_was_there_before() -> None:
    cache = Cache()
    other = HeldPicture("b", cells=500, positions=30)
    cache.read(*SYSTEM, 1, 2, 3)
    cache.read(*SYSTEM, 1, 2, 3, SCREEN, ahead=True)
    cache.read(*SYSTEM, 1, 2, 3, other, ahead=True)
    assert cache.warm.free_cells() == 2000 - 603
    assert cache.read(*SYSTEM, 1, 2, 3, 4)[1] == 103


def test_with_one_sequence_everything_happens_in_it() -> None:
    cache = Cache(most=1)
    first, _ = cache.read(*SYSTEM, *range(1000, 1100))
    again, reused = cache.read(*SYSTEM, *range(2000, 2100))
    assert again.sequence == first.sequence
    assert reused == 100
    assert cache.warm.free_cells() == 1800
