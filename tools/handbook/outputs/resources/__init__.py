"""One module for each list of a registry, with ``RESOURCE``: written here, it is found."""
