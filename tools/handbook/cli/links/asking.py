"""All addresses, asked for politely: each server one question at a time, with a pause between."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from handbook.cli.links.verdict import Hop, LinkAnswer, Verdict, judge, next_address
from handbook.cli.web.guarded import CannotAskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from handbook.cli.links.fetching import Ask

BETWEEN = 1.0
"""Seconds between two questions to one server."""
_SERVERS = 6
"""So many servers are asked at the same time."""
_HOPS = 8
_ENOUGH = frozenset({429, 503})
"""A server that says so is asked nothing more in this run."""
_SILENT = 3
"""A server that gave no answer so often, one after another, is asked nothing more in this run."""
_EXAMPLES = ("example", "invalid", "localhost", "test")
_EXAMPLE_HOSTS = ("example.com", "example.net", "example.org")


def is_example(address: str) -> bool:
    """Whether an address is one of those that are kept for examples (RFC 2606) and lead nowhere."""
    host = host_of(address)
    known = any(host == name or host.endswith(f".{name}") for name in _EXAMPLE_HOSTS)
    return known or host.rpartition(".")[2] in _EXAMPLES


def host_of(address: str) -> str:
    """The server's name; nothing, for what is no address."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def ask_all(
    addresses: Iterable[str], ask: Ask, sleep: Callable[[float], None]
) -> Mapping[str, Verdict]:
    """How every address answers. Never raises for what a server does."""
    by_server: dict[str, list[str]] = defaultdict(list)
    verdicts: dict[str, Verdict] = {}
    for address in dict.fromkeys(addresses):
        if is_example(address):
            verdicts[address] = Verdict(LinkAnswer.EXAMPLE)
        else:
            by_server[host_of(address)].append(address)
    with ThreadPoolExecutor(_SERVERS) as pool:
        for answers in pool.map(lambda asked: _ask_server(asked, ask, sleep), by_server.values()):
            verdicts |= answers
    return verdicts


def _ask_server(
    addresses: Sequence[str], ask: Ask, sleep: Callable[[float], None]
) -> dict[str, Verdict]:
    """The addresses of one server, one after another, until it has enough."""
    verdicts: dict[str, Verdict] = {}
    why, silent = "", 0
    for address in addresses:
        if why:
            verdicts[address] = Verdict(LinkAnswer.UNTOLD, why=why)
            continue
        if verdicts:
            sleep(BETWEEN)
        try:
            hops = _way(address, ask, sleep)
        except CannotAskError as problem:
            verdicts[address] = Verdict(LinkAnswer.UNTOLD, why=str(problem))
            silent = silent + 1 if problem.silent else 0
            if silent == _SILENT:
                why = f"its server gave no answer {_SILENT} times; ask again another day"
            continue
        verdicts[address] = judge(hops)
        silent = 0
        if hops[-1].status in _ENOUGH:
            why = "its server asked for fewer questions; ask again another day"
    return verdicts


def _way(address: str, ask: Ask, sleep: Callable[[float], None]) -> list[Hop]:
    """Every answer from an address to where it leads. Raises ``CannotAskError``."""
    hops = [ask(address)]
    while True:
        try:
            following = next_address(hops[-1])
        except ValueError:
            raise CannotAskError("it sends readers to no address of the web") from None
        if not following:
            return hops
        if len(hops) > _HOPS or following in {hop.address for hop in hops}:
            raise CannotAskError("it sends readers round in circles")
        sleep(BETWEEN)
        hops.append(ask(following))
