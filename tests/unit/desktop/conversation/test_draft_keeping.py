"""What is typed is kept after a pause, covered, and comes back at the next start."""

from desktop.viewmodels.draft_keeping import DraftKeeping
from desktop.views.shell.main_window import MainWindow
from engine.domain.conversation import KeptDraft
from engine.domain.finding import CaseLabels
from tests.fakes.redactor import SECRET
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.conversation.steps import held_tasks, let_go, let_go_to_end
from tests.unit.desktop.fakes.cases import picture


def test_what_is_typed_is_kept_covered(room: Room, window: MainWindow) -> None:
    window.composer.put(f"the password is {SECRET}", ())
    window.draft_keeping.keep_now()
    (kept,) = room.engine.cases.drafts().values()
    assert "the password is" in kept.text
    assert SECRET not in kept.text


def test_what_was_sent_is_no_draft_any_more(room: Room, window: MainWindow) -> None:
    window.composer.put("What now?", ())
    window.draft_keeping.keep_now()
    window.composer.submit()
    assert room.engine.cases.drafts() == {}


def test_each_case_has_its_own_draft(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", [])
    case = window.conversation.conversation_id
    window.composer.put("more", ())
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts() == {case: KeptDraft("more")}


def test_drafts_come_back_where_nothing_was_typed_since(room: Room, window: MainWindow) -> None:
    room.engine.cases.keep_draft(0, "begun")
    window.draft_keeping.read()
    assert window.composer.question() == "begun"
    room.engine.cases.keep_draft(0, "older")
    window.draft_keeping.read()
    assert window.composer.question() == "begun"


def test_a_draft_of_another_case_waits_there(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", [])
    case = window.conversation.conversation_id
    assert case is not None
    window.conversation.new_case()
    room.engine.cases.keep_draft(case, "and then?")
    window.draft_keeping.read()
    assert window.composer.question() == ""
    window.conversation.open(case)
    assert window.composer.question() == "and then?"


def test_of_a_private_case_nothing_is_kept(room: Room, window: MainWindow) -> None:
    window.conversation.new_case(is_private=True)
    window.composer.put("secret", ())
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts() == {}


def test_the_same_text_is_kept_once(room: Room) -> None:
    keeping = DraftKeeping(room.desk, room.tasks)
    keeping.begun(None, "a", (), CaseLabels())
    keeping.keep_now()
    lanes = len(room.tasks.lanes)
    keeping.begun(None, "a", (), CaseLabels())
    keeping.keep_now()
    assert len(room.tasks.lanes) == lanes


def test_pictures_are_kept_with_what_was_typed_and_without_it(room: Room, window: MainWindow) -> None:
    one, other = picture(shade=10), picture(shade=20)
    window.composer.put("why?", [one])
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts() == {0: KeptDraft("why?", (one.digest,))}
    window.composer.put("", [one, other])
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts() == {0: KeptDraft("", (one.digest, other.digest))}


def test_pictures_come_back_with_their_draft(room: Room, window: MainWindow) -> None:
    one = picture(shade=10)
    room.engine.cases.keep_draft(0, "why?", [one])
    window.draft_keeping.read()
    assert window.composer.question() == "why?"
    assert window.composer.pictures == (one,)


def test_a_picture_that_is_gone_leaves_the_rest_of_its_draft(room: Room, window: MainWindow) -> None:
    one, gone = picture(shade=10), picture(shade=20)
    room.engine.cases.keep_draft(0, "why?", [gone, one])
    room.engine.cases.lose_picture(gone.digest)
    window.draft_keeping.read()
    assert (window.composer.question(), window.composer.pictures) == ("why?", (one,))
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts() == {0: KeptDraft("why?", (one.digest,))}


def test_pictures_of_another_case_are_read_when_it_is_shown(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", [])
    case = window.conversation.conversation_id
    assert case is not None
    window.conversation.new_case()
    one = picture(shade=10)
    room.engine.cases.keep_draft(case, "and this?", [one])
    window.draft_keeping.read()
    assert not window.composer.pictures
    window.conversation.open(case)
    assert (window.composer.question(), window.composer.pictures) == ("and this?", (one,))


def test_a_draft_whose_pictures_are_still_being_read_is_not_kept_without_them(room: Room, window: MainWindow) -> None:
    one, asked = picture(shade=10), list[tuple[str, ...]]()
    window.questions.drafts._read_pictures = asked.append
    room.engine.cases.keep_draft(0, "why?", [one])
    window.draft_keeping.read()
    window.composer.text.insert_block("please")
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts()[0].pictures == (one.digest,)
    window.questions.drafts.take_pictures(asked[0], (one,))
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts()[0].text.split() == ["why?", "please"]
    assert window.composer.pictures == (one,)


def test_what_waits_to_be_sent_is_kept_before_the_draft_until_it_is_on_its_way(
    held_room: Room, held_window: MainWindow
) -> None:
    window, cases, one = held_window, held_room.engine.cases, picture(shade=10)
    held_tasks(held_room).let_all_go()
    window.conversation.ask("First", [])
    window.conversation.ask("Second", [one])  # the case has no number yet
    held_tasks(held_room).let_all_go()
    assert cases.drafts() == {0: KeptDraft("Second", (one.digest,))}
    let_go(held_room, 7)
    case = window.conversation.conversation_id
    assert case is not None
    window.conversation.ask("Third", [])
    window.composer.put("and a fourth", ())
    window.draft_keeping.keep_now()
    held_tasks(held_room).let_all_go()
    assert cases.drafts() == {case: KeptDraft("Second\nThird\nand a fourth", (one.digest,))}
    let_go_to_end(held_room)
    held_tasks(held_room).let_all_go()
    assert cases.drafts() == {case: KeptDraft("Third\nand a fourth")}


def test_what_waits_to_be_sent_is_begun_in_its_case_after_the_cases_were_locked(
    held_room: Room, held_window: MainWindow
) -> None:
    window, one = held_window, picture(shade=10)
    held_tasks(held_room).let_all_go()
    window.conversation.ask("First", [])
    let_go(held_room, 7)
    held_tasks(held_room).let_all_go()
    case = window.conversation.conversation_id
    assert case is not None
    window.conversation.ask("Second", [one])
    window.composer.put("and a third", ())
    window.lock(None)
    assert not len(window.conversation.waiting)
    window.engine_opened()
    let_go_to_end(held_room)
    held_tasks(held_room).let_all_go()
    window.conversation.open(case)
    held_tasks(held_room).let_all_go()
    assert (window.composer.question(), window.composer.pictures) == ("Second\nand a third", (one,))
