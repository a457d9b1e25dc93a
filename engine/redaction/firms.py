"""How the names of firms end, in many countries: what ends so is nobody's name."""

from engine.redaction.sieve import Pattern

_FORM = (
    r"(?:g?GmbH|mbH|AG|KGa?A?|OHG|SE|Ltd|LTD|Limited|LLC|LLP|PLC|plc|Inc|Corp|Corporation|S\.A\.(?:S\.|R\.L\.)?|SARL|SAS|"
    r"S\.L\.(?:U\.)?|S\.p\.A|SpA|S\.r\.l|Srl|SRL|B\.V|BV|N\.V|NV|Sp\. ?z ?o\. ?o|s\.r\.o|a\.s|Kft|Zrt|Oyj?|AB|ASA|A/S|ApS|"  # noqa: E501
    r"Lda|Ltda|d\.o\.o|EOOD|Pty|Bhd|Pte)"
)
_ENDS = Pattern(rf"\w[\w.&\-]* (?:& Co\.? )?{_FORM}\.?(?: & Co\.? KG)?\W*$")
_BEHIND = Pattern(rf"(?:,? (?:[A-ZÀ-Þ][\w\-]*|&|und|and|y|et)){{0,2}},? {_FORM}(?!\w)")


def ends_as_firm(text: str) -> bool:
    """Tell whether a text ends with the legal form of a firm."""
    return _ENDS.search(text) is not None


def is_of_firm(text: str, end: int) -> bool:
    """Tell whether what stands before a place goes on to the legal form of a firm: `Adler Oberhauser | GmbH`."""
    return _BEHIND.match(text, end) is not None
