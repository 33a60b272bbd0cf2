"""The codes for reading a file, ``SRC``. Those for the Markdown of its body are beside its reader.

The explanations are the text of each code's page, written for the person who has to mend it.
"""

from __future__ import annotations

from handbook.finding import Code, Severity


def _error(code: str, title: str, explanation: str) -> Code:
    """An error of the reader: never waived, because nothing can be known of the file."""
    return Code(code, Severity.ERROR, title, explanation, integrity=True)


NOT_UTF8 = _error(
    "SRC001",
    "The file is not saved as UTF-8",
    "Text is stored as numbers, and UTF-8 is the way of doing so that every program here agrees "
    "on. In another encoding a dash, a degree sign or an accent may silently turn into something "
    "else. Save the file again with the encoding UTF-8 (in Notepad: Save as, Encoding, UTF-8).",
)
BYTE_ORDER_MARK = _error(
    "SRC002",
    "The file begins with an invisible byte-order mark",
    "Some programs put an invisible mark at the very start of a file. Others then fail to see the "
    "first line for what it is. Save the file again as UTF-8 without that mark (in Notepad choose "
    "UTF-8, not UTF-8 with BOM).",
)
CONTROL = _error(
    "SRC003",
    "The file holds a control character",
    "Control characters do not show on a screen but can cut a text short or hide part of it, so "
    "that two people looking at the same file see different words. They usually come from copying "
    "out of another program. Delete the character; retyping the few letters around it is the "
    "safest way.",
)
INVISIBLE = _error(
    "SRC004",
    "The text holds an invisible character",
    "Zero-width characters and marks that change the direction of writing cannot be seen. They "
    "make words that look the same differ, keep a search from finding a page, and can make a "
    "number read in another order than it is stored. Delete the character; retyping the word is "
    "the safest way. Joiners that a script needs (Persian, Hindi, Sinhala and others) and those "
    "within an emoji are accepted where they belong.",
)
LOST = _error(
    "SRC005",
    "A character has lost its meaning",
    "Word's symbol fonts store signs such as bullets, arrows and 'less than or equal' as private "
    "numbers that only that font can draw, and a failed conversion leaves a replacement mark. "
    "Either way nobody can tell from the file what was meant. Look at the original and type the "
    "sign again.",
)
CONFLICT = _error(
    "SRC006",
    "Two edits of the same lines have not been brought together",
    "When two people change the same lines, git keeps both and marks where each begins and ends. "
    "Somebody has to choose. Keep the right lines, delete the others, and delete the marker lines "
    "(those of seven < = | or > signs).",
)
TOO_LARGE = _error(
    "SRC007",
    "The file is too large",
    "The details may have 256 KiB and the text 256 KiB, which is about a hundred printed pages. "
    "The limits keep a damaged or hostile file from stopping everybody's check. Split the "
    "document, or keep the large part as an attachment.",
)
NO_FRONT_MATTER = _error(
    "SRC008",
    "The document does not begin with its details",
    "A Markdown document begins with a line of three dashes, then its details (id, title, owner), "
    "then another line of three dashes, then its text. Without the details nobody can tell what "
    "the document is. Start from `handbook new`, or copy the top of a document of the same kind.",
)
UNCLOSED_FRONT_MATTER = _error(
    "SRC009",
    "The details at the top are not closed",
    "The details of a document stand between two lines of exactly three dashes. When the second "
    "is missing, the whole text would be taken for details. Put a line of three dashes after the "
    "last detail and before the text.",
)
LEADING_BLANK = _error(
    "SRC010",
    "Something blank stands before the first line",
    "The first line of a document has to be the three dashes that open its details; some programs "
    "otherwise print the details as if they were text. Delete the blank lines at the top.",
)
SYNTAX = _error(
    "SRC011",
    "The details cannot be read",
    "Details are written as `name: value`, one on a line, with lists and groups set further in by "
    "spaces. Here the computer cannot tell what was meant, and it does not guess. The usual "
    "causes are a colon inside a value, a quotation mark that is not closed, and a line that is "
    "set in by one space more or less than its neighbours. Putting the value between quotation "
    "marks mends most of them.",
)
TAB = _error(
    "SRC012",
    "The details hold a tab",
    "How far a line is set in says what it belongs to, and a tab has no fixed width: programs "
    "disagree about it. Use spaces, two for each step.",
)
DUPLICATE_KEY = _error(
    "SRC013",
    "A detail is given twice",
    "When the same name appears twice, one program keeps the first value and the next keeps the "
    "last. Nothing says which one is right. Keep one and delete the other.",
)
ALIAS = _error(
    "SRC014",
    "A value refers to another by & or *",
    "An & or * at the start of a value makes it a reference to a value elsewhere in the file, "
    "which readers overlook. Write the value out in full; if the sign itself is meant, put the "
    "value between quotation marks.",
)
TAG = _error(
    "SRC015",
    "A value carries a type mark",
    "An exclamation mark at the start of a value tells the computer to turn it into something "
    "else. This register reads only text, whole numbers, true, false and nothing. Delete the "
    "mark; if the sign itself is meant, put the value between quotation marks.",
)
MERGE = _error(
    "SRC016",
    "Details are merged in from elsewhere",
    "The name << copies details from another part of the file, so that what is on the screen is "
    "not what is meant. Write the details out in full.",
)
SEVERAL = _error(
    "SRC017",
    "The file holds more than one set of details",
    "One file is one record. A second line of three dashes, a line of three dots with more text "
    "below it, or a line that begins with a % sign would start another. Put the second record in "
    "a file of its own.",
)
TOO_DEEP = _error(
    "SRC018",
    "Lists and groups are nested too deeply",
    "No record needs more than 20 levels of lists within lists. More than that is damage, or an "
    "attempt to stop the check. Look for a bracket that was opened and never closed.",
)
NOT_A_MAPPING = _error(
    "SRC019",
    "The file does not hold named details",
    "A record is a list of details, each with a name, a colon and a value. This file is empty, or "
    "holds something else. Start from `handbook new`, or copy a record of the same kind.",
)
ODD_KEY = _error(
    "SRC020",
    "The name of a detail is not text",
    "The name of a detail, the part before the colon, has to be a word. A number, true, false, "
    "nothing at all or a list is not a name. Give it its proper name.",
)
LONG_NUMBER = _error(
    "SRC021",
    "A number is too long to be a quantity",
    "Numbers of more than 15 digits are rounded by many programs, so the digits at the end would "
    "change. A number that long is a reference or a telephone number: put it between quotation "
    "marks and it is kept exactly as typed.",
)
REMARK = _error(
    "SRC022",
    "A remark takes part of a value away",
    "Whatever stands behind a # and a space is a remark that only those who open the file can "
    "see. In 'dose: one, and ring the ward # never a second one' readers get only what stands "
    "before the #. So a remark stands on a line of its own, above the detail it is about and set "
    "in as far as its name. If the # belongs to the value, put the whole value between quotation "
    "marks.",
)
GARBLED = _error(
    "SRC023",
    "A sign was read in the wrong encoding",
    "Somewhere on its way a program took the numbers in which the text is stored for those of "
    "another alphabet, and wrote several wrong signs where one was meant: an apostrophe, a degree "
    "sign or 'at least' may be lost, and more may have gone than can be seen. Take the text from "
    "its source again, save it as UTF-8, and compare the numbers with the original.",
)

READING: tuple[Code, ...] = (
    NOT_UTF8,
    BYTE_ORDER_MARK,
    CONTROL,
    INVISIBLE,
    LOST,
    CONFLICT,
    TOO_LARGE,
    NO_FRONT_MATTER,
    UNCLOSED_FRONT_MATTER,
    LEADING_BLANK,
    SYNTAX,
    TAB,
    DUPLICATE_KEY,
    ALIAS,
    TAG,
    MERGE,
    SEVERAL,
    TOO_DEEP,
    NOT_A_MAPPING,
    ODD_KEY,
    LONG_NUMBER,
    REMARK,
    GARBLED,
)


SCREENED: tuple[Code, ...] = (CONTROL, INVISIBLE, LOST, GARBLED)
"""What the look at characters may find, also where they were written as references."""

CODES = READING
"""Every code of this module, in order."""
