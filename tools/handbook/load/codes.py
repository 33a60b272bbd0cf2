"""What can be wrong with the files of a registry, before anybody looks at what they say."""

from __future__ import annotations

from handbook.finding import Code, Severity


def _code(number: str, title: str, explanation: str, *, integrity: bool = False) -> Code:
    return Code(f"LOD{number}", Severity.ERROR, title, explanation, integrity)


STRAY = _code(
    "001",
    "A file does not belong in the registry",
    "Every file in the registry is a record, an attachment of a record, a sealed text or the"
    " declaration of a content type. Anything else is refused, so that nothing is ever published by"
    " accident. Notes for people who work on the registry belong outside its folder.",
)
ENDING = _code(
    "002",
    "A file has the wrong ending",
    "Records of one type are all written in the same way: Markdown files end in .md, others in"
    " .yaml. A file with another ending would be passed over in silence, so it is refused.",
)
NAME = _code(
    "003",
    "A record's file name cannot be its id",
    "A record's id is its file name without the ending. It is part of the page's address and must"
    " work on every computer: lower-case letters a to z, digits and hyphens, and none of the few"
    " names that Windows or the handbook keep for themselves.",
)
MISMATCH = _code(
    "004",
    "The id in a record is not its file name",
    "The line `id` repeats the file name without its ending. When the two differ, a file was copied"
    " or renamed, and nobody can tell which of the two is meant.",
)
DUPLICATE = _code(
    "005",
    "Two records have the same id",
    "An id belongs to one record only, whatever its type, and is never used again. Links and"
    " decisions name records by their id alone.",
)
ALIKE = _code(
    "006",
    "Two file names are the same on some computers",
    "Some computers take capital and small letters, or two ways of writing an accented letter, for"
    " the same. One of these files would then overwrite the other.",
)
IRREGULAR = _code(
    "007",
    "This is not an ordinary file",
    "Links to other files, submodules, pipes and devices are never followed, because what they lead"
    " to is not under the registry's control.",
)
UNREADABLE = _code(
    "008",
    "A file cannot be read",
    "The computer did not hand over the file, or the file is far larger than any record should be.",
)
MISSING = _code(
    "009",
    "The registry has no network.yaml",
    "A registry is a folder called registry with a file network.yaml, which says whose registry it"
    " is and where its authority comes from. Without it nothing can be relied on.",
)
ORPHAN = _code(
    "010",
    "An attachment belongs to no record",
    "Attachments lie in registry/attachments/ in a folder that has the name of their record's id.",
)
ATTACHMENT = _code(
    "011",
    "An attachment is of a kind that is not allowed",
    "Attachments are PDF, PNG, JPEG, Word and Excel files of at most 10 MiB, with plain names.",
)
SEAL = _code(
    "012",
    "A sealed text is not complete",
    "A sealed text is a folder that `handbook decide` writes: seal.yaml, the record as it was"
    " endorsed, and its attachments. It is never edited. When a part is missing or altered, the"
    " endorsement cannot be shown to be true, so the document counts as not endorsed.",
    integrity=True,
)

OUTLINE = _code(
    "013",
    "The outline of an area cannot be read",
    "A file in GeoJSON beside an area draws it on the map. It holds a polygon, or several, in"
    " degrees of longitude and latitude (WGS 84), in at most 256 KiB. Whatever else a program wrote"
    " into it is passed over. The area itself and its boundary in words do not need it.",
)
OUTLINE_ALONE = _code(
    "014",
    "An outline belongs to no record",
    "A file in GeoJSON has the name of the record that it draws, and lies beside it. This one would"
    " be drawn nowhere.",
)

CODES: tuple[Code, ...] = (
    STRAY,
    ENDING,
    NAME,
    MISMATCH,
    DUPLICATE,
    ALIKE,
    IRREGULAR,
    UNREADABLE,
    MISSING,
    ORPHAN,
    ATTACHMENT,
    SEAL,
    OUTLINE,
    OUTLINE_ALONE,
)
