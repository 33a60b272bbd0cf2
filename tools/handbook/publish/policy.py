"""What a browser is told to allow on every page, so that nothing runs that is not ours.

No script stands in a page itself, and no style: all come from files of the theme. So the policy
needs no exceptions and is the same on every page, and holds also where a page is opened as a plain
file. What a page cannot say of itself (by whom it may be framed) is for the web server's headers.
"""

from __future__ import annotations

POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'none';"
    " img-src 'self' data:; manifest-src 'self'; script-src 'self'; style-src 'self';"
    " worker-src 'self'"
)
"""``connect-src`` is for the search's files, ``manifest-src`` and ``worker-src`` for pages that a
browser saves; ``data:`` is for icons in style sheets."""
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Else a page from elsewhere could load what the search knows as a script, by a member's login.
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What a web server adds, by name."""
