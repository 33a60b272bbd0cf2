"""The codes of this stage: ``SRC`` for reading a file, ``MD`` for the Markdown of its body.

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


def _text(
    code: str, title: str, explanation: str, *, integrity: bool = False, waivable: bool = False
) -> Code:
    """Make an error of a body's Markdown; ``waivable`` only if no word of the page is in doubt."""
    severity = Severity.ERROR
    return Code(code, severity, title, explanation, integrity=integrity, waivable=waivable)


RAW_HTML = _text(
    "MD001",
    "The text holds HTML",
    "A < directly before a letter starts a tag of the web: in 'sats <b and HR>100' everything "
    "between the two signs would vanish from the page. HTML could also imitate the handbook's own "
    "marks of endorsement, so none is accepted. To compare, leave a space after the sign or write "
    "'below' and 'above'; for layout, use what Markdown offers.",
    integrity=True,
)
BAD_LINK = _text(
    "MD002",
    "A link leads somewhere it may not",
    "Links go to other files of this register, written as a path from this file "
    "(`../guidelines/rapid-transfer.md`), to web pages whose address begins with https:, to an "
    "e-mail address (mailto:) or to a telephone number (tel:). Other kinds can run programs in "
    "the reader's browser, be read by others on the way, or work on one computer only.",
    integrity=True,
)
AUTOLINK = _text(
    "MD003",
    "A web address stands between < and >",
    "An address between < and > is read aloud letter by letter by a screen reader and tells "
    "nobody where it leads. Write a link with words: `[Resuscitation Council UK](https://...)`.",
)
REFERENCE = _text(
    "MD004",
    "A link's address is kept elsewhere in the text",
    "A line such as `[name]: address` is taken out of the page, together with anything else that "
    "happens to look like one: `[5 mg]: see below` would vanish. Put the address directly behind "
    "the words: `[words](address)`.",
    integrity=True,
)
HEADING_LEVEL = _text(
    "MD005",
    "A heading of a level that is not used",
    "The page's title comes from the field `title`, so headings in the text begin with ## and go "
    "down to ####. A # heading would give the page two titles, and more than three levels are "
    "lost on a phone.",
)
HEADING_SKIP = _text(
    "MD006",
    "A heading skips a level",
    "Screen readers offer the headings as a table of contents, and a jump from ## to #### sounds "
    "as if a part were missing. Give the heading one # more than the one it belongs to.",
    waivable=True,
)
UNDERLINED_HEADING = _text(
    "MD007",
    "A heading is made by underlining",
    "A line of === or --- below some text turns that text into a heading, often by accident when "
    "a dividing line was meant. Begin a heading with ##; leave a blank line above a dividing "
    "line.",
)
DUPLICATE_ANCHOR = _text(
    "MD008",
    "Two headings have the same address",
    "A link to a section uses the words of its heading. When two headings have the same words, "
    "the links depend on their order, and a new section above would silently move them. Change "
    "one heading, or give it an address of its own: `## When to call {#when-to-call-hospice}`.",
)
EMPTY_HEADING = _text(
    "MD009",
    "A heading holds no words",
    "A heading needs words that say what follows: they are its entry in the table of contents and "
    "its address. Write them, or delete the heading.",
)
NO_ALT = _text(
    "MD010",
    "An image has no description",
    "Somebody who cannot see the image, or whose connection does not load it, reads its "
    "description instead. Write between the square brackets what the image says: `![Body map with "
    "the four injection sites marked](...)`.",
    waivable=True,
)
EMPTY_LINK = _text(
    "MD011",
    "A link has no words or no address",
    "A link needs words that say where it leads and an address to lead there: `[words](address)`. "
    "One of them is missing here.",
)
TABLE_ROW = _text(
    "MD012",
    "A table row does not have the cells of its header",
    "When a row has a cell too many, it is cut off; when a | slips into a value, as in `5-10|kg`, "
    "everything behind it moves one column to the right, and a dose stands under the wrong "
    "heading. So each row begins and ends with |, has exactly as many cells as the header, and "
    "every | between two cells has a space on both sides. A table in which no | at all has a space "
    "beside it is accepted too, as long as none stands between a number and its unit.",
    integrity=True,
)
TABLE_PLACE = _text(
    "MD013",
    "A table follows the text without a blank line",
    "Without a blank line above it, one program takes the table for part of the paragraph and the "
    "next for a table. Leave a blank line above and below.",
)
LIST_NUMBER = _text(
    "MD014",
    "The numbers of a list do not follow each other",
    "A page counts on from the first number, whatever numbers follow: 3, 5, 6 becomes 3, 4, 5, "
    "and 'see step 5' then names another step. Number the steps one after the other, from 1. What "
    "stands between two steps is set in by four spaces, so that the list goes on after it.",
    integrity=True,
)
LIST_FORM = _text(
    "MD015",
    "A list is not set out as lists are here",
    "Programs differ about lists that are set in by two spaces, stand directly below a sentence, "
    "or are numbered with a bracket. Leave a blank line above a list, write numbers as `1.`, and "
    "set a list within a list in by exactly four spaces.",
)
CODE_BLOCK = _text(
    "MD016",
    "The text holds a block of computer code",
    "Lines set in by four spaces, or standing between lines of ``` or ~~~, are shown as computer "
    "code, without lists, links or emphasis. In this handbook that is always an accident: remove "
    "the spaces or marks.",
)
FOREIGN = _text(
    "MD017",
    "The text uses a mark that only some programs know",
    "Footnotes, boxes with !!!, formulas, abbreviations, strike-through, included files and curly "
    "brackets mean something to some programs and nothing to others, so that words might appear "
    "in one place and be missing in the next. Write what you mean in plain sentences.",
    integrity=True,
)
EMPHASIS = _text(
    "MD018",
    "An asterisk would disappear",
    "Asterisks around words make them italic or bold and are not shown themselves. In '2*3*4 mg' "
    "they would silently vanish and leave 234 mg. To multiply, write x or put a backslash before "
    "each asterisk; for emphasis, put the asterisks around whole words.",
    integrity=True,
)
BACKSLASH = _text(
    "MD019",
    "A backslash that programs read differently",
    "A backslash before a mark such as * or # shows the mark itself. Before other characters, or "
    "at the end of a line, some programs show the backslash and some do not. Delete it; for a new "
    "line within a paragraph, end the line with two spaces.",
)
TOO_LONG = _text(
    "MD020",
    "The text is too long or too deeply nested",
    "A paragraph may have some thousand words and marks, a text 6,000 lines, and lists and "
    "quotations may be nested eight deep. More is damage, or an attempt to stop everybody's check. "
    "Split the paragraph or the document.",
    integrity=True,
)
TEXT_TAB = _text(
    "MD021",
    "The text holds a tab",
    "A tab has no fixed width, so programs disagree about what a line set in by tabs belongs to. "
    "Use four spaces for each step.",
)
FAR_IMAGE = _text(
    "MD022",
    "An image is loaded from elsewhere",
    "An image on another site tells that site who reads the page, can change without anybody here "
    "noticing, and is missing when there is no connection. Keep the file in this register: "
    "`../attachments/<id of this document>/<file name>`.",
)
LINK_TITLE = _text(
    "MD023",
    "A link carries hidden words",
    "Words in quotation marks behind an address show only when a mouse rests on the link, so "
    "nobody on a phone or on paper can read them. Put them in the sentence.",
)
SWALLOWED = _text(
    "MD024",
    "A sign of comparison would vanish",
    "A > at the start of a line or of a list item is the mark of a quotation and is not shown: "
    "'- > 12 years: one tablet' becomes a quotation that says '12 years: one tablet', so 'more "
    "than' is lost. Write 'more than' or 'at least', use ≥, or put a backslash before the sign: "
    "\\>. A quotation begins with words, on a line of its own, with a blank line above it.",
    integrity=True,
)
RUN_TOGETHER = _text(
    "MD025",
    "A line looks like an item of a list and is none",
    "A bullet copied from elsewhere (•, ◦), a number such as 1.1. or a), or a hyphen without an "
    "ordinary space behind it makes no list: on the page the lines run together into one sentence, "
    "and two doses stand side by side. Begin each item with '- ' or '1. ', with a blank line above "
    "the first. If the line is part of a sentence, move a word from the line above to its start.",
    integrity=True,
)
RESERVED_ANCHOR = _text(
    "MD026",
    "An address that belongs to the handbook",
    "Addresses that begin with hb- or with two underscores belong to the handbook's own parts of a "
    "page, such as the box that says how the document stands. A heading with such an address could "
    "take its place. Give the heading another: `## Words {#another-name}`.",
    integrity=True,
)


def _note(code: str, title: str, explanation: str) -> Code:
    """Make a note: something to know, which stops nobody."""
    return Code(code, Severity.NOTE, title, explanation, waivable=True)


UNPROTECTED = _note(
    "MD027",
    "A link is not protected on its way",
    "Somebody between the reader and the other site can read or change a page whose address begins "
    "with http:. Most sites now also answer to https:. Try that, and change the link if it works.",
)
SAME_WORDS = _note(
    "MD028",
    "Headings in different parts have the same words",
    "Each part may have its own 'Before you start', and the page tells them apart. But nothing may "
    "link to one of them by its words, because a new part above would silently move the link. To "
    "link to such a heading, give it an address of its own: `## Words {#another-name}`.",
)
ALL_ONES = _note(
    "MD029",
    "Every step of a list is typed as the first",
    "The page counts: readers see 1, 2, 3. That is accepted, but whoever reads the file cannot see "
    "which step 'see step 2' means. Number the steps one after the other if the text refers to "
    "them.",
)
MD090 = FIDELITY = _text(
    "MD090",
    "The page would not say what the text says",
    "The text is read by two programs that know nothing of each other, and the page is published "
    "only when both find the same words and numbers in the same places: the same paragraph, list "
    "item, row and column. Here they do not. Usually a blank line is missing above a list, a "
    "table or a quotation, or a line is not set in by exactly four spaces. Put the passage more "
    "simply.",
    integrity=True,
)

WRITING: tuple[Code, ...] = (
    RAW_HTML,
    BAD_LINK,
    AUTOLINK,
    REFERENCE,
    HEADING_LEVEL,
    HEADING_SKIP,
    UNDERLINED_HEADING,
    DUPLICATE_ANCHOR,
    EMPTY_HEADING,
    NO_ALT,
    EMPTY_LINK,
    TABLE_ROW,
    TABLE_PLACE,
    LIST_NUMBER,
    LIST_FORM,
    CODE_BLOCK,
    FOREIGN,
    EMPHASIS,
    BACKSLASH,
    TOO_LONG,
    TEXT_TAB,
    FAR_IMAGE,
    LINK_TITLE,
    SWALLOWED,
    RUN_TOGETHER,
    RESERVED_ANCHOR,
    UNPROTECTED,
    SAME_WORDS,
    ALL_ONES,
    FIDELITY,
)

SCREENED: tuple[Code, ...] = (CONTROL, INVISIBLE, LOST, GARBLED)
"""What the look at characters may find, also where they were written as references."""

CODES: tuple[Code, ...] = (*READING, *WRITING)
"""Every code of this stage, in order."""
