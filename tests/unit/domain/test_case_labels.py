"""The same value has the same label throughout a case, also when the case is opened another day."""

from engine.domain.finding import CaseLabels, EntityType


def test_the_same_value_has_the_same_label_and_another_value_another() -> None:
    labels = CaseLabels()
    first = labels.label_for(EntityType.EMAIL, "a@b.c")
    assert labels.label_for(EntityType.EMAIL, "a@b.c") == first == "EMAIL 1"
    assert labels.label_for(EntityType.EMAIL, "d@e.f") == "EMAIL 2"
    assert labels.label_for(EntityType.BANK_CARD, "a@b.c") == "BANK CARD 1"


def test_a_case_opened_again_goes_on_counting() -> None:
    labels = CaseLabels.continuing(["mail to [EMAIL 2]", "BANK CARD 1 and PERSON 11, not EMAILS 9"])
    assert labels.label_for(EntityType.EMAIL, "new") == "EMAIL 3"
    assert labels.label_for(EntityType.PERSON, "new") == "PERSON 12"
    assert labels.label_for(EntityType.IP, "new") == "IP 1"


def test_labels_hold_no_value() -> None:
    labels = CaseLabels()
    labels.label_for(EntityType.EMAIL, "grace@clinic.example")
    assert "grace" not in repr(labels)
    assert not any(b"grace" in key for key in labels._labels)
