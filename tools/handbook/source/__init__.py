"""Text to data and the place of every key: the strict reader."""

from handbook.source.yaml.model import Source
from handbook.source.yaml.reader import read_markdown, read_yaml

__all__ = ["Source", "read_markdown", "read_yaml"]
