"""How the names of firms end, in many countries: what ends so is nobody's name."""

from engine.redaction.words.sieve import Pattern

_FORM = (
    r"(?:g?GmbH|mbH|AG|KGa?A?|OHG|SE|Ltd|LTD|Limited|LLC|LLP|PLC|plc|Inc|Corp|Corporation|S\.A\.(?:S\.|R\.L\.)?|SARL|SAS|"
    r"S\.L\.(?:U\.)?|S\.p\.A|SpA|S\.r\.l|Srl|SRL|B\.V|BV|N\.V|NV|Sp\. ?z ?o\. ?o|s\.r\.o|a\.s|Kft|Zrt|Oyj?|AB|ASA|A/S|ApS|"  # noqa: E501
    r"Lda|Ltda|d\.o\.o|EOOD|Pty|Bhd|Pte)"
)
_TRADE = (
    r"(?:Hire|Supplies|Supply|Bodyshop|Bodyworks|Motors|Garage|Pottery|Bakery|Cafe|Café|Hotel|Inn|Restaurant|Stores|Shop|Pharmacy|Clinic|Dental|Surgery|"
    r"School|College|Academy|University|Trust|Foundation|Association|Society|Club|Council|Insurance|Mutual|Assurance|PPO|HMO|Partners|Associates|Consulting|"
    r"Solutions|Systems|Services|Logistics|Transport|Haulage|Freight|Couriers|Builders|Construction|Plumbing|Electrical|Roofing|Heating|Engineering|"
    r"Castings|Bearings|Foods|Dairy|Brewery|Media|Publishing|Studios?|Interiors|Furniture|Textiles|Opticians|Laboratories|Energy|Telecom|Networks|"
    r"Software|Technologies|Airlines|Airways|Travel|Tours|Properties|Estates|Lettings|Realty|Housing|Healthcare|Medical|Hospital|Infirmary|Hospice|"
    r"Wholesale|Warehouse|Imports|Exports|Trading|Industries|Manufacturing|Foundry|Tooling|Machinery|Equipment|Rentals|Leasing|Finance|Financial|"
    r"Investments|Holdings|Ventures|Group|International|Estate|Saloon|Hatchback|Coupe|CA\d?)"
)
"""What trade a firm follows, or what make of car it is: `Tarka Pottery Supplies`, `Octavia Estate`."""
_ENDS = Pattern(rf"\w[\w.&\-]* (?:& Co\.? )?{_FORM}\.?(?: & Co\.? KG)?\W*$")
_ENDS_AS_TRADE = Pattern(rf"\w[\w.&'\-]* {_TRADE}\W*$")
_BEHIND = Pattern(rf"(?:,? (?:[A-ZÀ-Þ][\w\-]*|&|und|and|y|et)){{0,2}},? {_FORM}(?!\w)")


def ends_as_firm(text: str) -> bool:
    """Tell whether a text ends with the legal form of a firm, or with what it does."""
    return _ENDS.search(text) is not None or _ENDS_AS_TRADE.search(text) is not None


def is_of_firm(text: str, end: int) -> bool:
    """Tell whether what stands before a place goes on to the legal form of a firm: `Adler Oberhauser | GmbH`."""
    return _BEHIND.match(text, end) is not None
