"""Why nothing could be made for reading without a network."""


class OfflineError(Exception):
    """A copy would not be what was built. The message says what is wrong, for people."""
