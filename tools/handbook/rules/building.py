"""What is found when the pages are made. The rules themselves cannot see it: ``gate`` yields it."""

from __future__ import annotations

from handbook.finding import Code, Severity

PAG001 = Code(
    id="PAG001",
    severity=Severity.ERROR,
    title="A page cannot be made as its template asks",
    explanation=(
        "The page of a record is made by the template of its content type. Here the template fails,"
        " or what it yields must not stand on a page. Readers can be told how a document stands"
        " without it, so a build goes on: it shows the record by the template that came with the"
        " tool, or on a plain page with the same box and text, and says so. The change that brought"
        " the fault must not be merged all the same: readers do not get the page that was meant."
    ),
)
PAG002 = Code(
    id="PAG002",
    severity=Severity.ERROR,
    title="The pages cannot be put together into a site",
    explanation=(
        "Every page and file of the handbook has an address of its own, and what stands beside the"
        " registry (the settings of the site, its own images) must be as the handbook can use it."
        " Where that is not so, nothing can be built, so it is said here already."
    ),
)
PAG003 = Code(
    id="PAG003",
    severity=Severity.ERROR,
    title="The public edition cannot be published",
    explanation=(
        "Said only where `handbook check --audience public` was asked for. Either there is no"
        " edition for everybody yet, or something in it holds words that are for members only: the"
        " build would stop there, and the site that is published would not be renewed."
    ),
)
OWN001 = Code(
    id="OWN001",
    severity=Severity.WARNING,
    title="The server asks others about a change than the registry names",
    explanation=(
        "The file CODEOWNERS tells the server of the repository whom to ask about a change. It"
        " names others than those who stand behind the owner and the endorsing group of a document,"
        " or, for what says who decides, behind the coordinator and the clinical safety officer; or"
        " it names nobody. The coordinator has it written anew by `handbook init ci`, after"
        " settings.forge says who stands behind each post and group."
    ),
)
CODES = (PAG001, PAG002, PAG003, OWN001)
"""What ``gate`` may find."""
