"""A tree of files to records. A tree is the working copy or any git revision."""

from __future__ import annotations

from handbook.load.codes import CODES
from handbook.load.model import Attachment, Broken, Loaded, Record, Seal
from handbook.load.records import load
from handbook.load.repository import NoRepositoryError
from handbook.load.revision import GitTree
from handbook.load.tree import MemoryTree, Tree, WorkingTree

__all__ = [
    "CODES",
    "Attachment",
    "Broken",
    "GitTree",
    "Loaded",
    "MemoryTree",
    "NoRepositoryError",
    "Record",
    "Seal",
    "Tree",
    "WorkingTree",
    "load",
]
