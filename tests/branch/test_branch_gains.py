"""What gains force needs a decision that says so: a branch beside what its decisions alone do."""

from __future__ import annotations

import pytest
from real_git import HELD, SUSPEND, Repository, command, git

STOP = "registry/decisions/suspend--way-home--2026-01-10.yaml"
PATHWAY = "registry/care-pathways/way-home.md"
GUIDELINE = "registry/guidelines/calm-transfer.md"
NETWORK = "registry/network.yaml"
ENDORSEMENT = "registry/decisions/board-2025-03-04--1.yaml"
MAPPING = "registry/policy-mappings/quiet-standard-transfer.yaml"
POLICY = "registry/policies/quiet-standard.yaml"
CONSULT = """\
id: board-2025-09-02--1
title: A consultation
visibility: public
kind: consult
meeting: board-2025-09-02
item: "1"
statement: The board asks for comments.
documents:
  - document: calm-transfer
    closes: 2026-12-01
"""


def on_main(repo: Repository) -> None:
    """What was done so far is what the base has, and the branch begins."""
    repo.commit("On main")
    git(repo.root, "branch", "-f", "main")


def settings(repo: Repository, text: str) -> None:
    network = repo.root / NETWORK
    start = network.read_text(encoding="utf-8").partition("settings:")[0]
    network.write_text(f"{start}settings:\n{text}", encoding="utf-8")


class TestForce:
    """Fails if ``force_is_gained_by_decision`` yields nothing."""

    def stopped(self, repo: Repository) -> None:
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        on_main(repo)

    def test_a_setting_loses_no_stop(self, repo: Repository) -> None:
        self.stopped(repo)
        settings(repo, "  suspension: {posts: [coordinator]}\n")
        assert ("BRA012", PATHWAY) in repo.found()

    def test_a_post_that_is_removed_loses_no_stop(self, repo: Repository) -> None:
        post = "id: night-lead\ntitle: Night lead\nvisibility: public\n"
        repo.add("registry/posts/night-lead.yaml", f"{post}organisation: moorside-hospice\n")
        repo.add(STOP, SUSPEND.format(post="night-lead"))
        on_main(repo)
        git(repo.root, "rm", "-q", "registry/posts/night-lead.yaml")
        assert ("BRA012", PATHWAY) in repo.found()

    def test_an_edited_stop_loses_none_and_both_are_told(self, repo: Repository) -> None:
        self.stopped(repo)
        repo.write(STOP, "document: way-home", "document: calm-transfer")
        assert {("BRA001", STOP), ("BRA012", PATHWAY)} <= repo.found()

    def test_a_setting_brings_no_decision_back_that_did_not_count(self, repo: Repository) -> None:
        """On the base nobody can tell; the branch makes the endorsement count again."""
        settings(repo, "  signatures: {required-since: 2025-01-01}\n")
        on_main(repo)
        settings(repo, "  papers-days: 14\n")
        assert {("BRA012", GUIDELINE), ("BRA012", PATHWAY)} <= repo.found()

    def test_nor_does_the_act_that_founded_the_network(self, repo: Repository) -> None:
        """The endorsements of a group without powers count on the branch that founds it."""
        repo.write(NETWORK, "group: board", "group: readers")
        on_main(repo)
        repo.write(NETWORK, "group: readers", "group: board")
        assert ("BRA012", GUIDELINE) in repo.found()

    def test_a_type_that_takes_a_standing_away_is_told(self, repo: Repository) -> None:
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        on_main(repo)
        git(repo.root, "mv", PATHWAY, PATHWAY.replace("way-home", "way-back"))
        assert {code for code, _ in repo.found()} >= {"BRA005"}

    def test_a_decision_about_it_that_says_something_else_does_not_say_so(
        self, repo: Repository
    ) -> None:
        """Fails if any new decision about a document excuses whatever happens to it."""
        repo.write(ENDORSEMENT, "review-due: 2027-03-04", "review-due: 2029-03-04")
        repo.add("registry/meetings/board-2025-09-02.yaml", HELD)
        repo.add("registry/decisions/board-2025-09-02--1.yaml", CONSULT)
        assert ("BRA007", GUIDELINE) in repo.found()

    def test_a_decision_that_says_so_is_enough(self, repo: Repository) -> None:
        repo.add("registry/meetings/board-2025-09-02.yaml", HELD)
        repo.add("registry/decisions/board-2025-09-02--1.yaml", CONSULT)
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        assert repo.found() == set()

    def test_a_new_draft_and_a_changed_text_are_no_gain(self, repo: Repository) -> None:
        text = (repo.root / GUIDELINE).read_text(encoding="utf-8")
        repo.add("registry/guidelines/calm-nights.md", text.replace("calm-transfer", "calm-nights"))
        repo.write(GUIDELINE, "Tell the team at home", "Tell everybody")
        assert repo.found() == set()

    def test_an_error_in_a_record_is_told_once(self, repo: Repository) -> None:
        repo.write(NETWORK, "id: heather-network", "id: [heather")
        assert not {code for code, _ in repo.found()} & {"BRA012", "BRA013", "BRA014"}

    def test_its_words(self, repo: Repository) -> None:
        self.stopped(repo)
        settings(repo, "  suspension: {posts: [coordinator]}\n")
        said = command(repo.root, "check", "--base", "main").stdout
        assert "no new decision says so: standing: “suspended” becomes “unknown”" in said


class TestWhatReadersAndMembersAreTold:
    """Fails if ``answers_come_of_those_who_gave_them`` yields nothing."""

    ASKED = "  adoption:\n    asked:\n      - {documents: [calm-transfer], kinds: [hospice]}\n"

    @pytest.mark.parametrize(
        "text",
        [
            "  adoption: {answer-within-days: 30}\n",
            "  adoption: {roles: [spoke]}\n",
            "  adoption: {asked: [{documents: [way-home], kinds: [ambulance-service]}]}\n",
        ],
    )
    def test_who_is_asked_and_by_when(self, repo: Repository, text: str) -> None:
        settings(repo, text)
        assert repo.found() == {("BRA013", NETWORK)}

    def test_an_organisation_that_is_no_longer_asked(self, repo: Repository) -> None:
        path = "registry/organisations/moorside-hospice.yaml"
        place = repo.root / path
        place.write_text(place.read_text(encoding="utf-8") + "left: 2025-12-31\n", encoding="utf-8")
        assert repo.found() == {("BRA013", path)}

    def test_a_new_member_is_no_change_of_what_was_there(self, repo: Repository) -> None:
        text = (repo.root / "registry/organisations/moorside-hospice.yaml").read_text()
        new = text.replace("moorside-hospice", "heath-hospice")
        repo.add("registry/organisations/heath-hospice.yaml", new)
        assert repo.found() == set()

    def test_how_soon_a_review_is_said_to_be_due(self, repo: Repository) -> None:
        settings(repo, "  review: {due-soon-days: 700}\n")
        assert repo.found() == {("BRA013", GUIDELINE), ("BRA013", PATHWAY)}


class TestCoverage:
    """Fails if ``coverage_is_judged`` yields nothing."""

    SERVED = "served-by: [{document: calm-transfer, extent: full}]\n    "

    def full(self, repo: Repository) -> None:
        repo.write(MAPPING, "judgement: none", "judgement: full")
        repo.write(MAPPING, "action: name", f"{self.SERVED}action: name")

    def test_full_with_its_gap_still_written(self, repo: Repository) -> None:
        self.full(repo)
        assert repo.found() == {("BRA014", MAPPING)}

    def test_also_with_a_new_day(self, repo: Repository) -> None:
        self.full(repo)
        repo.write(MAPPING, "judged-on: 2025-03-10", "judged-on: 2026-01-12")
        assert repo.found() == {("BRA014", MAPPING)}

    def test_full_on_the_old_day(self, repo: Repository) -> None:
        self.full(repo)
        repo.write(MAPPING, "    gap: A lead for the night.\n", "")
        assert repo.found() == {("BRA014", MAPPING)}

    def test_not_applicable_all_at_once(self, repo: Repository) -> None:
        repo.write(MAPPING, "judgement: none", "judgement: not-applicable")
        assert ("BRA014", MAPPING) in repo.found()

    def test_an_item_that_goes_away(self, repo: Repository) -> None:
        one = '  - id: "1.2"\n    section: "1"\n    topic: Have a lead at night.\n'
        repo.write(POLICY, f"{one}    verification: seen\n", "")
        repo.write(POLICY, 'last: "1.2"', 'last: "1.1"')
        text = (repo.root / MAPPING).read_text(encoding="utf-8")
        repo.add(MAPPING, text.partition('  - item: "1.2"')[0])
        assert ("BRA014", MAPPING) in repo.found() or ("BRA014", POLICY) in repo.found()

    def test_judged_anew_it_counts(self, repo: Repository) -> None:
        self.full(repo)
        repo.write(MAPPING, "    gap: A lead for the night.\n", "")
        repo.write(MAPPING, "judged-on: 2025-03-10", "judged-on: 2026-01-12")
        assert repo.found() == set()

    def test_less_may_be_said_at_any_time(self, repo: Repository) -> None:
        repo.write(MAPPING, "judgement: full", "judgement: partial\n    gap: Half of it.")
        assert repo.found() == set()
