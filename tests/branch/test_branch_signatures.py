"""Signed decisions, on real repositories with real keys: what counts, what does not, and why."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from real_git import DECISION, SUSPEND, Repository, command, git
from test_branch_rules import STOP

from handbook.history import signatures as asked_of_git

NETWORK = "registry/network.yaml"
OFF = "settings:\n  adoption: {answer-within-days: 90}\n"
ON = "settings:\n  signatures: {required-since: 2025-06-01}\n"
ON_FOR_ALL = "settings:\n  signatures: {required-since: 2025-06-01, posts: [coordinator]}\n"
BEFORE = "2025-04-01T12:00:00+00:00"
WHEN = "2026-01-11T12:00:00+00:00"
"""The day on which the decision of 10 January is committed; it is judged on 15 January."""
KEY = "registry/signing-keys/{}-key.yaml"


class Signing(Repository):
    """A repository in which some posts have keys; their secret halves lie beside it."""

    def make_key(self, name: str, kind: str = "ed25519") -> str:
        """The public key of a new pair of keys called ``name``."""
        place = self.root.parent / name
        asked = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "", "-f", str(place)]
        subprocess.run(asked, check=True)
        return " ".join((self.root.parent / f"{name}.pub").read_text().split()[:2])

    def record_key(self, post: str, start: str = "2024-01-10", end: str = "", key: str = "") -> str:
        """Write down the key of a post, made now unless given."""
        line = key or self.make_key(post)
        until = f"until: {end}\n" if end else ""
        text = f"id: {post}-key\npost: {post}\nkey: {line}\nfrom: {start}\n{until}"
        self.add(KEY.format(post), text)
        return line

    def settings(self, text: str) -> None:
        place = self.root / NETWORK
        kept = place.read_text(encoding="utf-8").partition("settings:\n")[0]
        place.write_text(kept + text, encoding="utf-8")

    def stop(self, post: str = "lead-nurse") -> None:
        """Write the decision of one post that stops a pathway."""
        self.add(STOP, SUSPEND.format(post=post))

    def sign(self, key: str, message: str = "Decide", when: str = WHEN) -> str:
        """Commit everything, signed with the key of that name."""
        git(self.root, "add", "-A")
        how = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.root.parent / key}"]
        git(self.root, *how, "commit", "-q", "-S", "-m", message, GIT_COMMITTER_DATE=when)
        return git(self.root, "rev-parse", "HEAD")

    def merge_into_main(self) -> None:
        git(self.root, "checkout", "-q", "main")
        git(self.root, "merge", "-q", "--no-ff", "-m", "Merge", "work", GIT_COMMITTER_DATE=WHEN)

    def way_home(self, root: Path | None = None) -> str:
        """How the pathway stands, as ``status`` says it."""
        return command(root or self.root, "status", "way-home").stdout

    def errors(self, root: Path | None = None) -> str:
        return command(root or self.root, "check").stdout


@pytest.fixture(scope="module")
def asking(begun: Repository, tmp_path_factory: pytest.TempPathFactory) -> Signing:
    """The base branch asks for signatures, and knows the key of the lead nurse."""
    here = Signing(begun.copied(tmp_path_factory.mktemp("asking")).root)
    git(here.root, "checkout", "-q", "main")
    git(here.root, "commit", "-q", "--amend", "--no-edit", GIT_COMMITTER_DATE=BEFORE)
    here.settings(ON)
    here.record_key("lead-nurse")
    here.commit("Ask for signatures")
    git(here.root, "checkout", "-q", "-B", "work")
    return here


@pytest.fixture
def signing(asking: Signing, tmp_path: Path) -> Signing:
    """That repository, with the secret halves of its keys beside it, for one test to change."""
    return asking.copied(tmp_path)


def test_old_decisions_need_no_signature(signing: Signing) -> None:
    """What was decided, and came here, before the day that the settings name."""
    assert command(signing.root, "check").exit_code == 0
    assert "In force" in signing.way_home()
    signing.begun()
    assert signing.found() == set()


class TestWhatCounts:
    def test_a_decision_signed_by_the_post_that_made_it(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        assert signing.found() == set()
        assert "Suspended" in signing.way_home()

    def test_it_still_does_once_it_was_merged(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        signing.merge_into_main()
        assert command(signing.root, "check").exit_code == 0
        assert "Suspended" in signing.way_home()

    def test_a_post_that_the_settings_name_signs_for_all(self, signing: Signing) -> None:
        signing.record_key("coordinator")
        signing.settings(ON_FOR_ALL)
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.stop()
        signing.sign("coordinator")
        assert signing.found() == set()

    def test_a_group_s_decision_signed_by_a_seat_of_it(self, signing: Signing) -> None:
        signing.record_key("coordinator")  # sits in the board as its secretary
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        meeting = (signing.root / "registry/meetings/board-2025-03-04.yaml").read_text()
        signing.add(
            "registry/meetings/board-2025-09-02.yaml", meeting.replace("2025-03-04", "2025-09-02")
        )
        decided = (signing.root / DECISION).read_text().replace("2025-03-04", "2025-09-02")
        path = DECISION.replace("2025-03-04", "2025-09-02")
        signing.add(path, decided.replace("night-calls", "calm-transfer"))
        signing.write("registry/meetings/board-2025-09-02.yaml", "[night-calls]", "[calm-transfer]")
        signing.sign("coordinator")
        assert "Withdrawn" in command(signing.root, "status", "calm-transfer").stdout
        assert not [one for one in signing.found() if one[0].startswith(("SIG", "BRA"))]

    @pytest.mark.parametrize("kind", ["ecdsa", "rsa"])
    def test_keys_of_other_kinds(self, signing: Signing, kind: str) -> None:
        line = signing.make_key(kind, kind)
        signing.record_key("lead-nurse", key=line)
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.stop()
        signing.sign(kind)
        assert signing.found() == set()

    def test_line_endings_that_a_checkout_made(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        raw = (signing.root / STOP).read_bytes()
        (signing.root / STOP).write_bytes(raw.replace(b"\n", b"\r\n"))
        assert "Suspended" in signing.way_home()


def refused(signing: Signing, code: str, words: str, root: Path | None = None) -> None:
    """The stop does not count: its pathway cannot be told, and an error says why."""
    said = signing.errors(root)
    assert code in said
    assert words in " ".join(said.split())
    assert "Cannot tell" in signing.way_home(root)
    assert "Suspended." not in signing.way_home(root)


class TestWhatDoesNotCount:
    """Each fails if ``check_signed`` is not called."""

    def test_one_that_is_not_signed(self, signing: Signing) -> None:
        signing.stop()
        signing.commit(GIT_COMMITTER_DATE=WHEN)
        refused(signing, "SIG001", "bears no signature")
        assert ("SIG001", STOP) in signing.found()

    def test_one_that_is_not_committed(self, signing: Signing) -> None:
        signing.stop()
        refused(signing, "SIG001", "no commit has it as it is now")

    def test_one_that_was_changed_since_it_was_signed(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        signing.write(STOP, "the wrong door", "a wrong door")
        refused(signing, "SIG001", "no commit has it as it is now")
        signing.commit(GIT_COMMITTER_DATE=WHEN)
        refused(signing, "SIG001", "bears no signature")

    def test_a_signed_commit_on_top_lends_it_nothing(self, signing: Signing) -> None:
        signing.stop()
        signing.commit(GIT_COMMITTER_DATE=WHEN)
        signing.add("notes.txt", "Something else.\n")
        signing.sign("lead-nurse")
        refused(signing, "SIG001", "bears no signature")

    def test_an_index_that_hides_a_change_hides_nothing(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        git(signing.root, "update-index", "--assume-unchanged", STOP)
        signing.write(STOP, "the wrong door", "a wrong door")
        refused(signing, "SIG001", "no commit has it as it is now")

    def test_one_signed_with_an_unknown_key(self, signing: Signing) -> None:
        signing.make_key("stranger")
        signing.stop()
        signing.sign("stranger")
        refused(signing, "SIG002", "with a key that is no post's here: SHA256:")

    def test_one_signed_by_the_wrong_post(self, signing: Signing) -> None:
        signing.record_key("coordinator")
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.stop()
        signing.sign("coordinator")
        refused(signing, "SIG002", "by the post Coordinator, which may not sign it")
        assert ("SIG002", STOP) in signing.found()

    def test_one_signed_once_the_term_was_over(self, signing: Signing) -> None:
        line = " ".join((signing.root.parent / "lead-nurse.pub").read_text().split()[:2])
        signing.record_key("lead-nurse", end="2026-01-10", key=line)
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.stop()
        signing.sign("lead-nurse")
        refused(signing, "SIG002", "to 10 January 2026; the decision was signed on 11 January")

    def test_one_made_before_the_term_began(self, signing: Signing) -> None:
        line = " ".join((signing.root.parent / "lead-nurse.pub").read_text().split()[:2])
        signing.record_key("lead-nurse", start="2026-01-11", key=line)
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.stop()
        signing.sign("lead-nurse")
        refused(signing, "SIG002", "from 11 January 2026 on; the decision was made on 10 January")

    def test_a_commit_that_was_tampered_with(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        raw = git(signing.root, "cat-file", "commit", "HEAD")
        bent = signing.root.parent / "bent"
        bent.write_text(raw.replace("Decide", "Decided") + "\n", encoding="utf-8")
        commit = git(signing.root, "hash-object", "-t", "commit", "-w", str(bent))
        git(signing.root, "reset", "-q", "--hard", commit)
        refused(signing, "SIG002", "was changed after it was signed")

    def test_a_squash_merge_loses_it(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        git(signing.root, "checkout", "-q", "main")
        git(signing.root, "merge", "-q", "--squash", "work")
        signing.commit("Squashed", GIT_COMMITTER_DATE=WHEN)
        refused(signing, "SIG001", "merging by squash or rebase leaves signatures out")

    def test_a_rebase_loses_it(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        git(signing.root, "checkout", "-q", "main")
        signing.add("notes.txt", "Something else.\n")
        signing.commit()
        git(signing.root, "rebase", "-q", "main", "work")
        refused(signing, "SIG001", "bears no signature")

    def test_one_that_was_taken_back_is_not_brought_back_unsigned(self, signing: Signing) -> None:
        """That somebody signed it once does not count for ever. Fails without ``latest``."""
        signing.stop()
        signing.sign("lead-nurse")
        git(signing.root, "rm", "-q", STOP)
        signing.commit("Take it back", GIT_COMMITTER_DATE=WHEN)
        signing.stop()
        signing.commit("Again", GIT_COMMITTER_DATE=WHEN)
        refused(signing, "SIG001", "bears no signature")

    def test_what_was_merged_unsigned_can_be_taken_back_and_signed(self, signing: Signing) -> None:
        signing.stop()
        signing.commit(GIT_COMMITTER_DATE=WHEN)
        git(signing.root, "revert", "--no-edit", "HEAD", GIT_COMMITTER_DATE=WHEN)
        signing.stop()
        signing.sign("lead-nurse")
        assert "Suspended" in signing.way_home()

    def test_an_unsigned_decision_that_only_the_merge_brings(self, signing: Signing) -> None:
        """Fails if of a merge only what it took from a parent were looked at."""
        signing.add("notes.txt", "Something else.\n")
        signing.sign("lead-nurse")
        git(signing.root, "checkout", "-q", "main")
        git(signing.root, "merge", "-q", "--no-ff", "--no-commit", "work")
        signing.stop()
        signing.commit("Merge", GIT_COMMITTER_DATE=WHEN)
        refused(signing, "SIG001", "bears no signature")


class TestDates:
    def test_a_commit_dated_before_the_decision(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse", when="2026-01-09T12:00:00+00:00")
        refused(signing, "SIG002", "is signed before it was made")

    def test_a_commit_dated_before_what_it_builds_on(self, signing: Signing) -> None:
        signing.add("notes.txt", "Something else.\n")
        signing.commit(GIT_COMMITTER_DATE="2026-01-14T12:00:00+00:00")
        signing.stop()
        signing.sign("lead-nurse")
        refused(signing, "SIG003", "dated before what it builds on")

    def test_a_commit_backdated_into_a_term_that_is_over(self, signing: Signing) -> None:
        """On a branch the key must hold today. Fails if ``_over`` says nothing."""
        line = " ".join((signing.root.parent / "lead-nurse.pub").read_text().split()[:2])
        signing.record_key("lead-nurse", end="2026-01-12", key=line)
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.stop()
        signing.sign("lead-nurse")  # dated 11 January, judged on the 15th
        found = signing.found()
        assert ("SIG002", STOP) in found
        said = command(signing.root, "check", "--base", "main").stdout
        assert "whoever signs now must hold the post today" in " ".join(said.split())

    def test_an_old_date_on_a_new_decision_does_not_spare_it(self, signing: Signing) -> None:
        """It is when it came onto the main line that counts. Fails without ``arrivals``."""
        signing.add(
            STOP.replace("2026-01-10", "2025-05-01"),
            SUSPEND.format(post="lead-nurse").replace("2026-01-10", "2025-05-01"),
        )
        signing.commit(GIT_COMMITTER_DATE="2025-05-02T12:00:00+00:00")
        late = "came onto this line only by 1 December 2025"
        refused(signing, "SIG001", late)
        signing.merge_into_main()
        refused(signing, "SIG001", "came onto this line only by 11 January 2026")

    def test_nor_does_a_branch_that_leaves_early(self, signing: Signing) -> None:
        git(signing.root, "checkout", "-q", "-B", "work", "main~1")
        signing.add(
            STOP.replace("2026-01-10", "2025-05-01"),
            SUSPEND.format(post="lead-nurse").replace("2026-01-10", "2025-05-01"),
        )
        signing.commit(GIT_COMMITTER_DATE="2025-05-02T12:00:00+00:00")
        signing.merge_into_main()
        refused(signing, "SIG001", "bears no signature")


class TestAuthorityOfTheBase:
    """I4: keys, posts and the setting are those of the base branch, never the branch's own."""

    def test_a_key_that_the_branch_brings_does_not_count(self, signing: Signing) -> None:
        """Fails if ``signing-key`` is left out of ``AUTHORITY``."""
        signing.record_key("lead-nurse", key=signing.make_key("new"))
        signing.stop()
        signing.sign("new")
        assert "Suspended" in signing.way_home(), "by itself it is in order"
        assert signing.found() == {("BRA006", STOP)}
        said = " ".join(command(signing.root, "check", "--base", "main").stdout.split())
        assert "what this branch itself brings (registry/signing-keys/lead-nurse-key.yaml)" in said
        assert "with a key that is no post's here" in said

    def test_once_the_key_was_merged_it_does(self, signing: Signing) -> None:
        signing.record_key("lead-nurse", key=signing.make_key("new"))
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.stop()
        signing.sign("new")
        assert signing.found() == set()

    def test_a_branch_cannot_switch_it_off_and_decide(self, signing: Signing) -> None:
        signing.settings(OFF)
        signing.stop()
        signing.commit(GIT_COMMITTER_DATE=WHEN)
        assert "Suspended" in signing.way_home(), "by itself it is in order"
        assert ("BRA006", STOP) in signing.found()

    def test_nor_name_a_post_that_may_sign_for_all(self, signing: Signing) -> None:
        signing.record_key("coordinator")
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.settings(ON_FOR_ALL)
        signing.stop()
        signing.sign("coordinator")
        assert signing.found() == {("BRA006", STOP)}

    def test_nor_prolong_a_term(self, signing: Signing) -> None:
        line = " ".join((signing.root.parent / "lead-nurse.pub").read_text().split()[:2])
        signing.record_key("lead-nurse", end="2025-12-31", key=line)
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.record_key("lead-nurse", key=line)
        signing.stop()
        signing.sign("lead-nurse")
        assert signing.found() == {("BRA006", STOP)}

    def test_a_branch_that_switches_it_on_judges_what_the_base_has_by_the_base(
        self, signing: Signing
    ) -> None:
        git(signing.root, "checkout", "-q", "main")
        git(signing.root, "checkout", "-q", "-B", "work", "main~1")
        git(signing.root, "branch", "-f", "main")
        signing.settings(ON)
        signing.record_key("lead-nurse", key=signing.make_key("another"))
        signing.commit()
        assert signing.found() == set()


class TestWhatCannotBeVerified:
    """It reads "cannot tell", never "fine"."""

    @pytest.fixture
    def signed(self, signing: Signing) -> Signing:
        signing.stop()
        signing.sign("lead-nurse")
        return signing

    def test_a_shallow_copy(self, signed: Signing, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", "--depth", "1", signed.root.as_uri(), "shallow")
        refused(signed, "SIG003", "this is a shallow copy", tmp_path / "shallow")

    def test_no_repository(self, signed: Signing) -> None:
        shutil.rmtree(signed.root / ".git")
        refused(signed, "SIG003", "this is not a git repository")

    def test_no_git(self, signed: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
        programs = signed.root.parent / "programs"
        programs.mkdir()
        (programs / "ssh-keygen").symlink_to(shutil.which("ssh-keygen") or "")
        monkeypatch.setenv("PATH", str(programs))
        refused(signed, "SIG003", "git is not installed on this computer")

    def test_no_ssh_keygen(self, signed: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
        programs = signed.root.parent / "programs"
        programs.mkdir()
        (programs / "git").symlink_to(shutil.which("git") or "")
        monkeypatch.setenv("PATH", str(programs))
        refused(signed, "SIG003", "ssh-keygen is not installed on this computer")

    def test_a_git_that_is_too_old(self, signed: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(asked_of_git, "OLDEST", (99, 0))
        refused(signed, "SIG003", "git is too old")

    def test_a_copy_that_lacks_its_trees(self, signed: Signing, tmp_path: Path) -> None:
        git(signed.root, "config", "uploadpack.allowFilter", "true")
        git(tmp_path, "clone", "-q", "--filter=tree:0", signed.root.as_uri(), "partial")
        shutil.move(signed.root, tmp_path / "away")
        refused(signed, "SIG003", "git could not", tmp_path / "partial")

    def test_a_failure_of_our_own(self, signed: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(asked_of_git, "read_lineage", lambda *_: 1 // 0)
        refused(signed, "SIG003", "git could not be read (ZeroDivisionError)")


LIAR = """\
#!/bin/sh
touch "{ran}"
echo 'Good "git" signature for a-post with ED25519 key {key}'
exit 0
"""


class TestHostileSettings:
    """No setting of the user's or the repository's has a say in what counts."""

    @pytest.fixture
    def stranger(self, signing: Signing) -> Signing:
        """A stop signed by somebody whom nobody knows, and a program that would say it is fine."""
        signing.make_key("stranger")
        signing.stop()
        signing.sign("stranger")
        liar = signing.root.parent / "liar"
        pair = (signing.root.parent / "lead-nurse.pub").read_text()
        listed = subprocess.run(
            ["ssh-keygen", "-lf", "-"], input=pair, capture_output=True, text=True, check=True
        )
        key = listed.stdout.split()[1]
        liar.write_text(LIAR.format(ran=signing.root.parent / "ran", key=key), encoding="utf-8")
        liar.chmod(0o755)
        allowed = signing.root.parent / "allowed"
        line = (signing.root.parent / "stranger.pub").read_text()
        allowed.write_text(f"* {line}", encoding="utf-8")
        return signing

    def lies(self, signing: Signing) -> dict[str, str]:
        beside = signing.root.parent
        return {
            "gpg.ssh.program": str(beside / "liar"),
            "gpg.ssh.allowedSignersFile": str(beside / "allowed"),
            "gpg.program": str(beside / "liar"),
            "gpg.openpgp.program": str(beside / "liar"),
            "gpg.x509.program": str(beside / "liar"),
            "log.showSignature": "true",
        }

    def still_refused(self, signing: Signing) -> None:
        refused(signing, "SIG002", "with a key that is no post's here")
        assert not (signing.root.parent / "ran").exists()

    def test_of_the_repository(self, stranger: Signing) -> None:
        for name, value in self.lies(stranger).items():
            git(stranger.root, "config", name, value)
        self.still_refused(stranger)

    def test_of_the_user(self, stranger: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
        home = stranger.root.parent / "home"
        home.mkdir()
        for name, value in self.lies(stranger).items():
            git(stranger.root, "config", "--file", str(home / ".gitconfig"), name, value)
        monkeypatch.setenv("HOME", str(home))
        self.still_refused(stranger)

    def test_of_the_environment(self, stranger: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
        lies = self.lies(stranger)
        monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(lies)))
        for number, (name, value) in enumerate(lies.items()):
            monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", name)
            monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
        self.still_refused(stranger)

    def test_a_signature_of_another_format_runs_no_program(self, stranger: Signing) -> None:
        """A commit that claims to be signed in the way of PGP, with a program that would agree."""
        raw = git(stranger.root, "cat-file", "commit", "HEAD")
        raw = raw.replace("SSH SIGNATURE", "PGP SIGNATURE")
        bent = stranger.root.parent / "bent"
        bent.write_text(raw + "\n", encoding="utf-8")
        commit = git(stranger.root, "hash-object", "-t", "commit", "-w", str(bent))
        git(stranger.root, "reset", "-q", "--hard", commit)
        for name, value in self.lies(stranger).items():
            git(stranger.root, "config", name, value)
        assert "SIG00" in stranger.errors()
        assert "Cannot tell" in stranger.way_home()
        assert not (stranger.root.parent / "ran").exists()

    def test_a_list_of_revoked_keys_in_the_repository_takes_nothing_away(
        self, signing: Signing
    ) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        revoked = str(signing.root.parent / "lead-nurse.pub")
        git(signing.root, "config", "gpg.ssh.revocationFile", revoked)
        assert "Suspended" in signing.way_home()

    def test_replaced_objects(self, signing: Signing) -> None:
        """Fails without ``GIT_NO_REPLACE_OBJECTS``."""
        signing.stop()
        false = signing.sign("lead-nurse")
        git(signing.root, "reset", "-q", "--soft", "HEAD~1")
        true = signing.commit(GIT_COMMITTER_DATE=WHEN)
        git(signing.root, "replace", true, false)
        refused(signing, "SIG001", "bears no signature")

    def test_a_content_type_that_lets_a_key_say_more(self, signing: Signing) -> None:
        """A key is read strictly, whatever schema a network brings of its own."""
        import handbook  # noqa: PLC0415  only for its place

        shipped = Path(handbook.__file__).parent / "types/signing-key"
        for file in shipped.iterdir():
            text = file.read_text(encoding="utf-8")
            if file.name == "schema.yaml":
                start, _, rest = text.partition('    pattern: "')
                text = start + rest[rest.index("examples:") - 4 :]
            signing.add(f"registry/_types/signing-key/{file.name}", text)
        stranger = signing.make_key("stranger")
        known = " ".join((signing.root.parent / "lead-nurse.pub").read_text().split()[:2])
        signing.record_key("lead-nurse", key=f'"{known}\\n* {stranger}"')
        signing.commit()
        git(signing.root, "branch", "-f", "main")
        signing.stop()
        signing.sign("stranger")
        said = signing.errors()
        assert "SIG00" in said or "SCH005" in said
        assert "Cannot tell" in signing.way_home()


class TestOffByDefault:
    def test_git_is_not_asked(self, repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """Fails if signatures are looked for though no setting asks for them."""
        monkeypatch.setattr(asked_of_git.SignatureReader, "__call__", lambda *_: 1 // 0)
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        repo.commit()
        assert repo.found() == set()
        assert "Suspended" in command(repo.root, "status", "way-home").stdout

    def test_keys_and_signatures_change_nothing(self, repo: Repository) -> None:
        """Every result is the same, byte for byte, signed or not."""
        here = Signing(repo.root)
        here.make_key("stranger")
        here.stop()
        here.sign("stranger")
        signed = [command(here.root, *words).stdout for words in WORDS]
        git(here.root, "reset", "-q", "--soft", "HEAD~1")
        here.commit(GIT_COMMITTER_DATE=WHEN)
        assert [command(here.root, *words).stdout for words in WORDS] == signed


WORDS = (
    ("check", "--format", "json"),
    ("check", "--base", "main", "--format", "json"),
    ("status", "--format", "json"),
    ("status", "way-home"),
    ("due",),
)


def test_decide_says_that_the_commit_must_be_signed(signing: Signing) -> None:
    words = ["--post", "lead-nurse", "--statement", "Stopped.", "--reason", "A wrong door."]
    done = command(
        signing.root, "decide", "suspend", "way-home", *words, "--date", "2026-01-10", "--yes"
    )
    assert done.exit_code == 0, done.output
    assert "only once it is committed with a signature: `git -c gpg.format=ssh commit -S`" in (
        done.stdout
    )
    assert "signs as the post Lead nurse" in done.stdout
    signing.sign("lead-nurse")
    assert signing.found() == set()


def test_decide_says_nothing_of_it_where_nobody_asks(repo: Repository) -> None:
    words = ["--post", "lead-nurse", "--statement", "Stopped.", "--reason", "A wrong door."]
    done = command(repo.root, "decide", "suspend", "way-home", *words, "--yes")
    assert done.exit_code == 0, done.output
    assert "sign" not in done.stdout.replace("signed", "")


class TestVerify:
    """It says how many are signed and by which posts, and never that the rest is fine."""

    def said(self, root: Path, *words: str) -> str:
        return " ".join(command(root, "verify", *words).stdout.split())

    def test_where_they_are_required(self, signing: Signing) -> None:
        signing.stop()
        signing.sign("lead-nurse")
        said = self.said(signing.root)
        assert "required here of decisions since 1 June 2025" in said
        assert "1 of 4 decisions: signed with the key of a post (Lead nurse 1)." in said
        assert "3 of 4 decisions: not signed." in said
        assert said.endswith("All of it holds.")

    def test_what_had_to_be_signed_and_is_not_does_not_hold(self, signing: Signing) -> None:
        signing.stop()
        signing.commit(GIT_COMMITTER_DATE=WHEN)
        code, said = signing.verified()
        assert code == 1
        (one,) = (each for each in said["signatures"]["decisions"] if each["refused"])
        assert (one["decision"], one["signature"]) == (Path(STOP).stem, "not signed")
        assert "1 decision had to be signed and cannot count" in self.said(signing.root)

    def test_where_nobody_asks_it_is_told_for_information(self, repo: Repository) -> None:
        here = Signing(repo.root)
        here.record_key("lead-nurse")
        here.stop()
        here.sign("lead-nurse")
        code, told = here.verified()
        assert (code, told["signatures"]["required_since"]) == (0, None)
        said = self.said(here.root)
        assert "They are not required here" in said
        assert "(Lead nurse 1)" in said
        assert "Whether those posts could sign them was not judged" in said

    def test_a_key_of_nobody_proves_nothing(self, repo: Repository) -> None:
        here = Signing(repo.root)
        here.make_key("stranger")
        here.stop()
        here.sign("stranger")
        said = self.said(here.root)
        assert "0 of 4 decisions: signed with the key of a post." in said
        assert "1 of 4 decisions: signed with a key that is no post's here" in said

    def test_what_cannot_be_told_is_said_with_the_reason(
        self, repo: Repository, tmp_path: Path
    ) -> None:
        git(tmp_path, "clone", "-q", "--depth", "1", repo.root.as_uri(), "shallow")
        assert "3 of 3 decisions: cannot tell; this is a shallow copy" in self.said(
            tmp_path / "shallow"
        )
        assert "3 of 3 decisions: cannot tell; git was not asked" in self.said(
            repo.root, "--no-history"
        )

    def test_without_git_none_of_those_that_must_be_signed_is_believed(
        self, signing: Signing
    ) -> None:
        code, said = signing.verified("--no-history")
        assert code == 1
        assert all("git was not asked" in one["why"] for one in said["signatures"]["decisions"])


def test_what_was_known_is_judged_by_the_signatures_of_that_time(signing: Signing) -> None:
    """``--as-known`` reads another commit, and asks of the decisions as that commit has them."""
    signing.stop()
    signing.sign("lead-nurse")
    signing.merge_into_main()
    signing.add("notes.txt", "Something else.\n")
    signing.commit(GIT_COMMITTER_DATE="2026-01-13T12:00:00+00:00")
    signing.write(STOP, "the wrong door", "a wrong door")
    signing.commit(GIT_COMMITTER_DATE="2026-01-14T12:00:00+00:00")
    then = command(signing.root, "status", "way-home", "--as-known", "2026-01-13").stdout
    now = command(signing.root, "status", "way-home", "--as-known", "2026-01-14").stdout
    assert "Suspended" in then
    assert "Cannot tell" in now
