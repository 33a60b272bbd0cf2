"""The codes for the Markdown of a body, ``MD``: what a text may not hold, and what a note is about.

The explanations are the text of each code's page, written for the person who has to mend it.
"""

from __future__ import annotations

from handbook.finding import Code, Severity


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

CODES = WRITING
"""Every code of this module, in order."""
