"""Asking the web whether the addresses in the registry still lead where they did."""
