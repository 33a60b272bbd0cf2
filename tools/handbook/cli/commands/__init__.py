"""The commands, one module each, and what ``handbook --help`` says of each.

A command is the module of its name here, with a click command called ``command``, and a line below:
the first sentence of that command's help. Only the module of the command that was typed is
imported, so that help, completion and a mistyped name cost next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "adopt": "Write down what an organisation decided about a document of the network.",
    "adoption": "Show which organisations use which documents, by what they recorded themselves.",
    "baseline": (
        "Write down the faults that an old library begins with, or take out those that are mended."
    ),
    "build": "Check the registry and publish it as a site.",
    "check": "Say everything that is wrong with the registry.",
    "comment": (
        "Write what the check of a proposal says as one comment on it, or bring that up to date."
    ),
    "coverage": "Show which items of a policy are addressed, by which documents, and the gaps.",
    "decide": "Write down what a group decided about one or more documents.",
    "diff": ("Show what differs between two versions of a document, or what a whole change means."),
    "due": "List what falls due, by owner, and which meeting can still decide it.",
    "evidence": "Gather the evidence of what ORGANISATION decided about the network's documents.",
    "explain": "Explain one kind of finding, with a good and a bad example.",
    "federate": "Join what many registries publish into one index of documents and policies.",
    "format": (
        "Tidy how records are laid out: empty lines, indents, marks, the order of their details."
    ),
    "import": (
        "Take in what a network has already, as drafts: documents, old registers, policies."
    ),
    "init": "Write the files that a network starts with: workflows, reviewers, editor, web server.",
    "links": "List the addresses outside the handbook, and ask whether they still answer.",
    "new": "Start a record from the worked example of its type.",
    "pack": "Put together what a group needs for one of its meetings to come.",
    "pdf": "Print documents to PDF, with how they stand on every sheet.",
    "policy": (
        "Compare two editions of a national policy, and say which judgements must be made again."
    ),
    "report": (
        "Write the annual report of a year, such as 2025-26; without YEAR, of the one under way."
    ),
    "returns": "Send out forms for figures, take filled ones in, and say which did not come.",
    "serve": (
        "Build into a temporary folder, show it in your browser, and build again on every change."
    ),
    "stage": "Write the pages into DIRECTORY as plain Markdown, for any site engine.",
    "status": "Show how every document stands today, or one document with its history.",
    "verify": (
        "Verify every decision, sealed text and answer, and that nobody changed one afterwards."
    ),
    "word": "Write documents in force as Word files, marked as uncontrolled copies.",
}
"""The first sentence of the help of each command, by its name."""
