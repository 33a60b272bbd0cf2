"""The settings of a web server of one's own, in a real nginx; and what builds the site there."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import Result
from starting_network import SITE, git, with_settings

from handbook.assess.settings.model import Forge, PublishedSite
from handbook.editor.policy import policy as editor_policy
from handbook.publish.policy import HEADERS
from handbook.starting.server import ServerGround, server_files
from registries import lay_smallest
from warm import program as program_at

TLS = Path(__file__).parents[1] / "remind" / "tls"
WHO = "Basic " + base64.b64encode(b"nurse:correct horse").decode()
DAY = {"SOURCE_DATE_EPOCH": "1768478400"}


def nginx() -> str:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("nginx is not installed; .ci/run installs it")
        pytest.skip("nginx is not installed here")
    return program


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Server:
    ground: ServerGround
    commands: tuple[str, ...]
    network: Path

    def get(self, path: str, *, who: str = WHO, method: str = "GET", plain: bool = False) -> Reply:
        host = (self.ground.http if plain else self.ground.https).partition(":")[2]
        context = ssl.create_default_context(cafile=str(TLS / "authority.pem"))
        connection = (
            http.client.HTTPConnection("127.0.0.1", int(host))
            if plain
            else http.client.HTTPSConnection("127.0.0.1", int(host), context=context)
        )
        connection.request(method, path, headers={"Authorization": who} if who else {})
        answer = connection.getresponse()
        headers = {name.casefold(): value for name, value in answer.getheaders()}
        reply = Reply(answer.status, headers, answer.read().decode("utf-8", "replace"))
        connection.close()
        return reply

    def build(self, **more: str) -> None:
        """What the service does, command by command."""
        kept = {"PATH": os.environ["PATH"], "HOME": str(self.network.parent), **DAY, **more}
        for command in self.commands:
            subprocess.run(["sh", "-c", command], check=True, env=kept, capture_output=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An nginx with exactly the file that is written, on a site that its service has built."""
    program, home = nginx(), tmp_path_factory.mktemp("server")
    network = lay_smallest(home / "network")
    git(network, "init", "-q", "-b", "main")
    git(network, "add", "-A")
    git(network, "commit", "-q", "-m", "Begin")
    git(home, "clone", "-q", str(network), str(home / "copy"))
    (home / "www").mkdir()
    digest = base64.b64encode(hashlib.sha1(b"correct horse").digest()).decode()  # noqa: S324 - the form of the list
    (home / "people").write_text(f"nurse:{{SHA}}{digest}\n")
    ground = ServerGround(
        site=str(home / "www" / "site"),
        network=str(home / "copy"),
        program=str(program_at(home / "handbook")),
        people=str(home / "people"),
        certificate=str(TLS / "localhost.pem"),
        key=str(TLS / "localhost.pem"),
        http=f"127.0.0.1:{free_port()}",
        https=f"127.0.0.1:{free_port()}",
    )
    forge = Forge("github", "https://forge.example/heather/handbook")
    site = PublishedSite("own-server", "https://localhost/", login=True)
    files = server_files(forge, site, ground)
    for path, text in files.items():
        (home / Path(path).name).write_text(text, encoding="utf-8")
    service = files["server/handbook-publish.service"].splitlines()
    commands = tuple(
        line.removeprefix("ExecStart=") for line in service if line.startswith("ExecStart=")
    )
    running = Server(ground, commands, network)
    running.build()
    user = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"    {part}_temp_path {home}/temp-{part};\n"
        for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = home / "nginx.conf"
    main.write_text(
        f"{user}pid {home}/nginx.pid;\nerror_log {home}/error.log;\nevents {{}}\nhttp {{\n"
        f"    include /etc/nginx/mime.types;\n    access_log off;\n{temporary}"
        f"    include {home}/handbook.nginx.conf;\n}}\n"
    )
    words = [program, "-p", str(home), "-c", str(main)]
    subprocess.run(words, check=True, capture_output=True, text=True)
    try:
        yield running
    finally:
        subprocess.run([*words, "-s", "stop"], check=True, capture_output=True)


def test_nobody_reads_anything_who_has_not_signed_in(server: Server) -> None:
    for path in ("/", "/register/", "/build.json", "/api/register.json", "/nothing", "/assets/"):
        for who in ("", "Basic " + base64.b64encode(b"nurse:wrong").decode()):
            reply = server.get(path, who=who)
            assert reply.status == 401, path
            assert "Heather" not in reply.body
    assert server.get("/").status == 200


def test_every_answer_carries_the_headers_of_the_handbook(server: Server) -> None:
    for path in ("/", "/guidelines/quiet-rooms/", "/nothing", "/build.json"):
        headers = server.get(path).headers
        for name, value in HEADERS.items():
            assert headers[name.casefold()] == value, path
        assert headers["strict-transport-security"] == "max-age=31536000"
    assert server.get("/", who="").headers["x-content-type-options"] == "nosniff"


def test_the_form_editor_has_a_policy_of_its_own(server: Server) -> None:
    policy = "content-security-policy"
    editor = Path(server.ground.site).resolve() / "edit" / "index.html"
    editor.parent.mkdir(exist_ok=True)
    editor.write_text(editor.read_text() if editor.exists() else "<title>Editor</title>")
    forge = Forge("github", "https://forge.example/heather/handbook")
    wanted = f"{editor_policy(forge)}; frame-ancestors 'none'"
    assert server.get("/edit/").headers[policy] == wanted
    assert "https://forge.example" in wanted
    assert server.get("/editorial/").headers[policy] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/assets/", "/assets/handbook/", "/api/", "/.git/config", "/.x", "/%2e%2e/"],
)
def test_what_is_no_page_is_not_there_and_no_folder_is_listed(server: Server, path: str) -> None:
    reply = server.get(path)
    assert reply.status in {400, 404}
    assert "Index of" not in reply.body
    if reply.status == 404 and not path.startswith(("/.", "/%")):
        assert "There is no page at this address" in reply.body


def test_pages_are_asked_for_each_time_and_named_files_are_kept(server: Server) -> None:
    style = next((Path(server.ground.site) / "assets" / "stylesheets").glob("main.*.min.css"))
    for path in ("/", "/assets/handbook/freshness.js", "/search/names.js", "/sw.js", "/build.json"):
        assert server.get(path).status == 200, path
        assert server.get(path).headers["cache-control"] == "private, no-cache", path
    kept = server.get(f"/assets/stylesheets/{style.name}").headers
    assert kept["cache-control"] == "private, max-age=31536000, immutable"
    assert kept["content-type"].startswith("text/css")
    assert "javascript" in server.get("/sw.js").headers["content-type"]


def test_nothing_can_be_written(server: Server) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert server.get("/", method=method).status in {403, 404, 405}


def test_without_tls_readers_are_sent_to_where_there_is(server: Server) -> None:
    reply = server.get("/register/", plain=True)
    assert reply.status == 301
    assert reply.headers["location"] == "https://127.0.0.1/register/"


def test_a_folder_without_its_stroke_leads_to_the_page(server: Server) -> None:
    reply = server.get("/register")
    assert (reply.status, reply.headers["location"]) == (301, "/register/")


def test_a_merge_is_there_after_the_next_build_without_a_restart(server: Server) -> None:
    page = server.network / "registry" / "posts" / "coordinator.yaml"
    text = page.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    before = Path(server.ground.site).resolve()
    page.write_text(text.replace(title, "title: Coordinator of the moor"), encoding="utf-8")
    git(server.network, "commit", "-qam", "Rename a post")
    assert "of the moor" not in server.get("/posts/coordinator/").body
    server.build(SOURCE_DATE_EPOCH="1768485600")
    assert Path(server.ground.site).resolve() != before
    assert "Coordinator of the moor" in server.get("/posts/coordinator/").body


def test_without_a_login_only_what_everybody_may_read_is_built() -> None:
    forge = Forge("github", "https://forge.example/heather/handbook")
    site = PublishedSite("own-server", "https://handbook.example/", login=True)
    for login in (True, False):
        files = server_files(forge, replace(site, login=login))
        assert ("auth_basic" in files["server/handbook.nginx.conf"]) == login
        assert ("--audience public" in files["server/handbook-publish.service"]) != login
        assert "build --no-cache" in files["server/handbook-publish.service"]


def test_the_command_writes_them(init: Callable[..., Result], network: Path) -> None:
    refused = init("server")
    assert refused.exit_code == 3
    assert "write:" in refused.output + refused.stderr
    with_settings(network, SITE.format(host="own-server"))
    assert init("server").exit_code == 0
    assert sorted(path.name for path in (network / "server").iterdir()) == [
        "handbook-publish.service",
        "handbook-publish.timer",
        "handbook.nginx.conf",
    ]
    assert (
        "server_name handbook.example;" in (network / "server" / "handbook.nginx.conf").read_text()
    )
    assert init("server").stdout.count("up to date") == 3
