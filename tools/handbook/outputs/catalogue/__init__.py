"""One module for each output, with ``OUTPUT``: written here, it is made, listed and compared."""
