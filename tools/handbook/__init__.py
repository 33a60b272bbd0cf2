"""A clinical network's registry on plain files in git, published as a handbook."""

__version__ = "0.1.0"
