"""How long the work takes, on registries made for it, beside other programs on the same files.

This package is no part of the handbook: it is run by `make bench` and `make bench-quick`, and is
never installed with the tool.
"""
