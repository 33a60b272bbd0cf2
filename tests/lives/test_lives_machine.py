"""Whole lives of two documents, step by step, each page compared with what a toy model expects."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import lives_toy
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lives_world import EVERYTHING, FOLDERS, LITTLE, World, first_version

from handbook.render import Page, Site, Stamp, render
from handbook.source.dates import long_date

GUIDES = ("alpha", "beta")
GUIDELINES = st.sampled_from(GUIDES)
MOSTLY = st.integers(0, 9).map(lambda n: n != 9)
AHEAD = st.sampled_from((0, 0, 0, 5, 40))
HOW = ("minutes", "rest", "rest", "")
MARKS = {
    "Suspended": "Suspended: do not use",
    "Withdrawn": "Withdrawn: do not use",
    "Lapsed": "Lapsed: do not use",
}
DOUBT = "Standing cannot be told: do not rely on this text"
IN_FORCE = "**In force**"


def home(document: str) -> str:
    return f"{FOLDERS[document]}/{document}/"


def in_words(page: Page) -> str:
    """All that the standing box says."""
    drawn = page.meta["handbook"]["box"]
    notes = [f"{n['label']}: {n['text']} {n['link']} {n['href']}" for n in drawn["notes"]]
    facts = [f"{f['label']}: {f['text']}" for f in drawn["facts"]]
    return "\n".join([*drawn["advice"], *notes, *facts])


DECISIONS: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {}


def decision(**how: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """One way to decide. They share a rule, so that no life goes without most of them by chance."""

    def keep(does: Callable[..., None]) -> Callable[..., None]:
        DECISIONS[does.__name__] = does, how
        return does

    return keep


class Lives(RuleBasedStateMachine):
    """Two guidelines, and the terms of the two groups that decide about them."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @initialize(first=st.booleans(), readers=st.sampled_from(((), LITTLE, EVERYTHING)))
    def begin(self, *, first: bool, readers: tuple[str, ...]) -> None:
        """Many lives are of documents that were endorsed once, with readers who have a say."""
        for document in GUIDES if first else ():
            self._endorse(document, due=400)
        if readers:
            self.give_authority("readers", readers)
        self.world.today += timedelta(days=1)

    # What people do.

    @rule(document=GUIDELINES, back=st.booleans())
    def edit_the_text(self, document: str, *, back: bool) -> None:
        """A new text, or the one that was sealed last."""
        latest = self.world.latest(document)
        new = first_version(self.world.count())
        old = self.world.sealed.get((document, latest), new)
        self.world.write(document, old if back else new)

    @rule(
        days=st.sampled_from((1, 3, 30, 90, 300)), mended=st.sampled_from(("minutes", "rest", ""))
    )
    def let_time_pass(self, days: int, mended: str) -> None:
        """Meanwhile files come back as they were, and somebody puts the record right."""
        self.world.today += timedelta(days=days)
        if mended:
            self._mend(minutes=mended == "minutes")

    @decision(
        document=GUIDELINES,
        anew=st.booleans(),
        quorate=MOSTLY,
        group=st.sampled_from(("board", "board", "board", "readers")),
        after=AHEAD,
        due=st.sampled_from((20, 120, 700)),
        expires=st.sampled_from((0, 0, 0, 60)),
    )
    def endorse(self, document: str, *, anew: bool, group: str, **how: Any) -> None:
        if anew:
            self.world.write(document, first_version(self.world.count()))
        self._endorse(document, group, **how)

    def _endorse(
        self,
        document: str,
        group: str = "board",
        *,
        quorate: bool = True,
        after: int = 0,
        due: int,
        expires: int = 0,
    ) -> None:
        world = self.world
        version = world.latest(document)
        if not version or world.sealed[document, version] != world.texts[document]:
            version = f"{int(version.partition('.')[0] or 0) + 1}.0"
        day = world.today + timedelta(days=after)
        entry = {"version": version, "digest": self._digest(document, version)}
        entry["review-due"] = str(day + timedelta(days=due))
        if expires:
            entry["expires"] = str(day + timedelta(days=expires))
        world.decide("endorse", document, group, quorate=quorate, entry=entry, after=after)

    @decision(document=GUIDELINES, allowed=MOSTLY)
    def suspend(self, document: str, *, allowed: bool) -> None:
        post = "safety" if allowed else "lead-nurse"
        self.world.act_alone("suspend", document, post, {}, {"reason": "A number is wrong."})

    @decision(
        document=GUIDELINES,
        quorate=MOSTLY,
        after=AHEAD,
        exit_=st.sampled_from(("withdrawn", "published-in-error")),
        followed=st.booleans(),
    )
    def withdraw(
        self, document: str, *, quorate: bool, after: int, exit_: str, followed: bool
    ) -> None:
        entry: dict[str, Any] = {"exit": exit_}
        entry |= {"successor": _other(document)} if followed else {"no-replacement": True}
        more = {"reason": f"It did harm number {self.world.count()}."}
        self.world.decide(
            "withdraw", document, quorate=quorate, entry=entry, more=more, after=after
        )

    @decision(document=GUIDELINES, quorate=MOSTLY, after=AHEAD)
    def supersede(self, document: str, *, quorate: bool, after: int) -> None:
        entry = {"successor": _other(document)}
        self.world.decide("supersede", document, quorate=quorate, entry=entry, after=after)

    @decision(document=GUIDELINES, quorate=MOSTLY, days=st.sampled_from((30, 300)))
    def extend(self, document: str, *, quorate: bool, days: int) -> None:
        entry = {"review-due": str(self.world.today + timedelta(days=days))}
        more = {"reason": "The reviewer is away.", "risk-check": "The alerts were looked at."}
        self.world.decide("extend", document, quorate=quorate, entry=entry, more=more)

    @decision(
        document=GUIDELINES,
        quorate=MOSTLY,
        outcome=st.sampled_from(("no-change", "minor", "clinical")),
    )
    def review(self, document: str, *, quorate: bool, outcome: str) -> None:
        world = self.world
        version = world.latest(document)
        if not version:
            return
        entry = {"version": version, "digest": self._digest(document, version), "outcome": outcome}
        if outcome != "clinical":
            entry["review-due"] = str(world.today + timedelta(days=400))
        checked = [{"source": "A book", "on": str(world.today), "result": "No change."}]
        more = {"reviewer": "lead-nurse", "checked": checked}
        world.decide("review", document, quorate=quorate, entry=entry, more=more)

    @decision(document=GUIDELINES, quorate=MOSTLY, days=st.sampled_from((0, 20)))
    def consult(self, document: str, *, quorate: bool, days: int) -> None:
        closes = str(self.world.today + timedelta(days=days))
        self.world.decide("consult", document, quorate=quorate, entry={"closes": closes})

    @decision(document=GUIDELINES, minor=MOSTLY)
    def correct(self, document: str, *, minor: bool) -> None:
        """By the owner's post: a telephone number, or, which no post may, a clinical word."""
        world = self.world
        old = world.latest(document)
        name = f"registry/decisions/correct--{document}--{world.today}.yaml"
        if not old or name in world.files or world.seal_file(document, old) in world.damaged:
            return
        number = world.count()
        text = re.sub(r"01632 \d+", f"01632 96{number:04}", world.sealed[document, old])
        if not minor:
            text = text.replace("Take step", "Leave out step")
            text = text if "Leave out" in text else text.replace("step", "another step")
        world.write(document, text)
        major, _, small = old.partition(".")
        version, before = f"{major}.{int(small) + 1}", self._digest(document, old)
        entry = {"version": version, "digest": self._digest(document, version)}
        entry |= {"corrects": old, "corrects-digest": before}
        act = world.act_alone("correct", document, "lead-nurse", entry, {})
        assert act is not None
        act["minor"] = minor

    @decision(document=GUIDELINES)
    def note_without_a_quorum(self, document: str) -> None:
        """What binds nothing casts no doubt."""
        self.world.decide("record", document, quorate=False)

    @rule(data=st.data())
    def decide(self, data: st.DataObject) -> None:
        names = sorted(DECISIONS)
        number = data.draw(st.integers(0, 2**20), label="kind")  # spread more evenly than a choice
        does, how = DECISIONS[names[number % len(names)]]
        does(self, **{name: data.draw(values, label=name) for name, values in how.items()})

    @rule(data=st.data())
    def decide_more(self, data: st.DataObject) -> None:
        self.decide(data)

    # Who may decide.

    @rule(group=st.sampled_from(("board", "readers")), kinds=st.sampled_from((EVERYTHING, LITTLE)))
    def give_authority(self, group: str, kinds: tuple[str, ...]) -> None:
        """The board endorses terms, its own or the readers': from the next day they hold."""
        world = self.world
        meeting = world.meetings.get(world.today)
        if meeting and (meeting["group"] != "board" or not meeting["quorate"]):
            return
        world.write_terms(group, kinds)
        version = f"{int(world.latest(group).partition('.')[0] or 0) + 1}.0"
        entry = {"version": version, "digest": self._digest(group, version)}
        entry["review-due"] = str(world.today + timedelta(days=700))
        act = world.decide("endorse", group, entry=entry)
        act["gives"] = kinds
        act["gives-over-terms"] = EVERYTHING if group == "board" else ()

    @rule(group=st.sampled_from(("board", "readers")), kinds=st.sampled_from((EVERYTHING, LITTLE)))
    def type_authority(self, group: str, kinds: tuple[str, ...]) -> None:
        """What somebody types into the terms gives nobody anything, and takes nothing away."""
        if group == "readers" or self.world.latest("board"):
            self.world.write_terms(group, kinds)

    # What goes wrong, and is put right.

    @precondition(lambda self: any(a["document"] in GUIDES for a in self.world.acts))
    @rule(data=st.data(), how=st.sampled_from(("kind", "list", "digest", "seal")))
    def damage(self, data: st.DataObject, how: str) -> None:
        """A text that was sealed, or a decision, is no longer what it was."""
        if how == "seal":
            sealed = sorted(one for one in self.world.sealed if one[0] in GUIDES)
            if sealed:
                path = self.world.seal_file(*data.draw(st.sampled_from(sealed)))
                self._damage(path, b"Ring the", b"Do not ring the")
            return
        acts = [a for a in self.world.acts if a["document"] in GUIDES and a["kind"] != "record"]
        acts = [a for a in acts if a["kind"] == "endorse" or how != "digest"]
        if not acts:
            return
        act = data.draw(st.sampled_from(acts))
        path = f"registry/decisions/{act['file']}.yaml"
        spoilt = {
            "kind": (b"kind: ", b"kind: not-to-"),
            "list": (b"document: ", b"document-of: "),
            "digest": (b"sha256:", b"sha256:0"),
        }
        if path not in self.world.damaged:
            self._damage(path, *spoilt[how])
            act["illegible"] = how == "list"

    def _mend(self, *, minutes: bool) -> None:
        """The minutes are put right, or all that did not count is struck out."""
        world = self.world
        world.files.update(world.damaged)
        world.damaged.clear()
        for act in world.acts:
            act["illegible"] = False
        for day, meeting in world.meetings.items() if minutes else ():
            meeting["quorate"] = True
            world.minute(day)
        for act in [a for a in world.acts if not minutes and not lives_toy.believed(world, a)]:
            world.acts.remove(act)
            del world.files[f"registry/decisions/{act['file']}.yaml"]

    def _damage(self, path: str, old: bytes, new: bytes) -> None:
        if path in self.world.damaged:
            return
        raw = self.world.files[path]
        assert old in raw
        self.world.damaged[path] = raw
        self.world.files[path] = raw.replace(old, new)

    def _digest(self, document: str, version: str) -> str:
        """The digest of a sealed version, which is sealed now if it is not yet."""
        if (document, version) not in self.world.sealed:
            return self.world.seal(document, version)
        path = self.world.seal_file(document, version).replace("record.md", "seal.yaml")
        found = re.search(r"v1:sha256:[0-9a-f]+", self.world.files[path].decode())
        assert found
        return found.group()

    # What readers see.

    @invariant()
    def readers_see_what_the_toy_model_expects(self) -> None:
        world = self.world
        checked = world.checked()
        assert not checked.cannot_run
        assert checked.assessment is not None
        noon = datetime(world.today.year, world.today.month, world.today.day, 12, tzinfo=UTC)
        stamp = Stamp("", noon, world.today, "0.1.0")
        site = render(checked.assessment, stamp, findings=checked.findings)
        lives = {document: lives_toy.expected(world, document) for document in FOLDERS}
        for document, life in lives.items():
            page = site.pages[f"{home(document)}index.md"]
            _standing(document, life, page)
            _words(world, document, life, page)
            _versions(world, document, life, site)
            if life["doubted"]:
                assert checked.errors, f"nothing says why {document} cannot be told"
        _lists(lives, site)


def _other(document: str) -> str:
    return "beta" if document == "alpha" else "alpha"


def _standing(document: str, life: dict[str, Any], page: Page) -> None:
    """I1, I2, I8: the badge, the text and its mark are those of what was endorsed, and could be."""
    if life["doubted"]:
        assert page.badge[0] == "Cannot tell", document
        assert "In force" not in page.badge
        assert page.meta["handbook"]["mark"] == (DOUBT if page.authored else "")
        return
    assert list(page.badge) == life["badges"], document
    text = life["text"]
    assert page.authored == (text and text.strip("\n")), document
    assert page.meta["handbook"]["mark"] == (MARKS.get(life["label"], "") if text else "")
    title = page.meta["title"]
    assert (title.endswith(f"({life['label']})")) is (life["label"] != "In force")


def _words(world: World, document: str, life: dict[str, Any], page: Page) -> None:
    """I6, I7, I9: what a page says of days, reasons and what to use instead."""
    said, dates = in_words(page), page.meta["handbook"]["freshness"]
    if life["doubted"]:
        assert "Treat this page as not endorsed. Do not rely on it." in said
        assert "Why: " in said
        assert dates["until"] == ""
        return
    if life["label"] == "In force" and life["late"]:
        assert f"Its review was due on {long_date(life['due'])} and is late." in said
    elif life["label"] == "In force":
        until = life["until"]
        assert f"Use until {long_date(until)}; after that date, do not rely on this page" in said
        assert dates["until"] == str(until)
        assert "That day has passed." in dates["late_words"]
    else:
        assert "Use until" not in said
        assert dates["until"] == ""
    act = life["by"]
    if act and life["label"] in ("Suspended", "Superseded", "Withdrawn"):
        assert f"on {long_date(act['effective'])}" in said
        assert ("Published in error, and removed" in said) is life["hidden"]
        assert f"Reason: {act['reason']}" in said if "reason" in act else True
        if "successor" in act:
            other = act["successor"]
            assert f"Use instead:  Guideline {other} {home(other)}" in said
        elif act["kind"] == "withdraw":
            assert "Replacement: There is none." in said


def _versions(world: World, document: str, life: dict[str, Any], site: Site) -> None:
    """I1, I5, I6: one version is in force at most, and what was published in error is nowhere."""
    current = {
        path
        for path, page in site.pages.items()
        if path.startswith(f"{home(document)}versions/") and "In force" in page.badge
    }
    in_force = life["label"] == "In force"
    path = f"{home(document)}versions/{life['version']}/index.md"
    assert current == ({path} if in_force else set())
    if in_force:
        assert site.pages[path].authored == life["text"].strip("\n")
    if life["doubted"]:
        return
    working = (f"{home(document)}draft/", f"{home(document)}changes/")
    gone = {world.sealed[document, version].strip() for version in life["hidden versions"]}
    for one, page in site.pages.items():
        if life["hidden"] or not one.startswith(working):
            assert not any(text in page.markdown for text in gone), one


def _lists(lives: dict[str, dict[str, Any]], site: Site) -> None:
    """I1: a list calls in force what is in force, and nothing else."""
    for path, kept in (("register/index.md", FOLDERS), ("guidelines/index.md", GUIDES)):
        page = site.pages[path]
        assert not page.badge
        rows = [row for row in page.markdown.splitlines() if IN_FORCE in row]
        named = {d for d in kept for row in rows if f"{d}/index.md)" in row.partition(" *Owner")[0]}
        assert named == {d for d in kept if lives[d]["label"] == "In force"}, path
        assert len(rows) == len(named), path


Lives.TestCase.settings = settings(max_examples=35, stateful_step_count=15)
TestLives = Lives.TestCase
