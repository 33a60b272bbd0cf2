"""The registry of a network that begins: from a few answers to the files of its folder. Pure."""
