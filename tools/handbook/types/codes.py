"""What can be wrong with the declaration of a content type."""

from __future__ import annotations

from handbook.finding import Code, Severity


def _code(number: str, title: str, explanation: str) -> Code:
    return Code(f"TYP{number}", Severity.ERROR, title, explanation)


DECLARATION = _code(
    "001",
    "A content type is not declared as it should be",
    "A content type is a folder with type.yaml (its name in words, its folder, its file format, its"
    " label and its behaviours), schema.yaml (its fields), page.md.j2 (its page) and one example."
    " Each of these must be there and can hold only the lines that the tool knows.",
)
KEYWORD = _code(
    "002",
    "A schema uses a word that is not known or not allowed there",
    "Schemas use a part of JSON Schema 2020-12 and a few words of our own that begin with x-."
    " A misspelt word would silently check nothing, so every word must be known.",
)
UNEXPLAINED = _code(
    "003",
    "A field is not explained",
    "Every field of a schema has a description in plain words, and examples or a list of the"
    " allowed values. People read them when something is wrong, and forms are made from them.",
)
PATTERN = _code(
    "004",
    "A pattern is not safe or has no message",
    "A pattern must describe the whole text (from ^ to $), must never leave two ways to read the"
    " same letter, so that it is quick on any text, and stands beside a maxLength and an x-message"
    " that says in plain words what to write.",
)
POINTER = _code(
    "005",
    "A schema points at something that is not there",
    "A schema may use the shared definitions by $ref, and may name content types or behaviours in"
    " x-ref. What it names must exist, and it may not lead back to itself.",
)
BEHAVIOUR = _code(
    "006",
    "A behaviour is unknown, or two of them disagree",
    "A content type names the behaviours it has. Each must exist, and no two of them may bring a"
    " field of the same name.",
)
CLASH = _code(
    "007",
    "Two content types want the same folder",
    "Each content type has a folder of its own, because the folder tells what a file is and gives"
    " its page an address.",
)

SAFEGUARD = _code(
    "009",
    "A content type loses what makes its badge mean something",
    "A network may add to the content types that come with the tool, and may reword their pages. It"
    " may not take a behaviour or a field away from them, nor call administrative what a group"
    " endorses as content: such a change would let a text differ from the one that was endorsed,"
    " and still be shown as endorsed. Declare a type of your own instead.",
)
OVERVIEW = _code(
    "010",
    "An overview is not declared as it should be",
    "An overview is a page about all records of some content types. It is a folder with"
    " overview.yaml (its title, one sentence, the types it shows and its place in the menu) and"
    " page.md.j2 (its page). Both must be there and can say only what the tool knows.",
)
HEADING = _code(
    "011",
    "Two headings of the menu differ only in how they are written",
    "The line section of a content type or an overview names the heading of the menu that it stands"
    " under. Written with another capital, space or mark than elsewhere, it makes a second heading"
    " that looks like the first, and people look under one of them only. Write it as it stands"
    " already, or choose another word.",
)

CODES: tuple[Code, ...] = (
    DECLARATION,
    KEYWORD,
    UNEXPLAINED,
    PATTERN,
    POINTER,
    BEHAVIOUR,
    CLASH,
    SAFEGUARD,
    OVERVIEW,
    HEADING,
)
