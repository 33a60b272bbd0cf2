"""HTML as a browser holds it."""
