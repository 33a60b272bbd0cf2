"""A tree of files to records. A tree is the working copy or any git revision."""

from __future__ import annotations

from handbook.load.codes import CODES
from handbook.load.model import Attachment, Broken, Loaded, Record, Seal
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree, Tree, WorkingTree
from handbook.load.trees.repository import NoRepositoryError
from handbook.load.trees.revision import GitTree

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
