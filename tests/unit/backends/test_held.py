"""The list of what the cache holds."""

from engine.backends.held import Held, HeldPicture, batches

SCREEN = HeldPicture("a", cells=2040, positions=60)
OTHER = HeldPicture("b", cells=2040, positions=60)


def test_a_picture_fills_cells_but_advances_the_position_by_far_less() -> None:
    held = Held()
    held.add(1, SCREEN, 2)
    assert (held.cells, held.position) == (2042, 62)
    held.cut(1)
    assert (held.cells, held.position, held.entries) == (1, 1, [1])


def test_the_common_beginning_ends_at_the_first_other_token_or_picture() -> None:
    held = Held()
    held.add(1, SCREEN, 2, 3)
    assert held.common_length([1, SCREEN, 2, 3, 4]) == 4
    assert held.common_length([1, SCREEN, 9]) == 2
    assert held.common_length([1, OTHER, 2, 3]) == 1
    assert held.common_length([]) == 0


def test_batches_keep_the_order_and_never_mix_tokens_with_pictures() -> None:
    assert list(batches([1, 2, 3, SCREEN, OTHER, 4], size=2)) == [[1, 2], [3], SCREEN, OTHER, [4]]
    assert list(batches([], size=2)) == []
