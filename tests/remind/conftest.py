"""Forges on this computer, of both kinds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from forge_server import AUTHORITY, ForgeServer, serving


@pytest.fixture(params=["github", "gitlab"])
def server(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ForgeServer]:
    """A forge of each kind in turn, whose certificate this process trusts for the time being."""
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(ForgeServer(request.param)) as running:
        yield running


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForgeServer]:
    """A forge of one kind, for what does not depend on it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(ForgeServer("github")) as running:
        yield running
