"""Whole lives of two documents, step by step, each page compared with what a toy model expects."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import lives_answers
import lives_powers
import lives_toy
from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lives_seen import lists, positions, published, standing, versions, words
from lives_world import (
    CHAMPIONS,
    EVERYTHING,
    FOLDERS,
    GUIDES,
    LITTLE,
    MEDICINES,
    World,
    first_version,
)

from handbook.outputs.catalogue import register
from handbook.outputs.making import with_outputs
from handbook.render import Stamp
from handbook.render.gathering import gather

GUIDELINES = st.sampled_from(GUIDES)
ANSWERS = ("adopted", "adopted", "adapted", "declined", "not-applicable", "retracted")
MOSTLY = st.integers(0, 9).map(lambda n: n != 9)
AHEAD = st.sampled_from((0, 0, 0, 5, 40, 40))
SELDOM = st.integers(0, 2).map(lambda n: n == 2)
HAPPENS: list[tuple[Callable[..., None], dict[str, Any]]] = []


def happens(
    often: int = 1, **how: st.SearchStrategy[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """One thing that may happen. All share one rule, so that no life goes without by chance."""

    def keep(does: Callable[..., None]) -> Callable[..., None]:
        HAPPENS.extend([(does, how)] * often)
        return does

    return keep


class Lives(RuleBasedStateMachine):
    """Two guidelines, the terms of the two groups that decide about them, and two organisations."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.steps = 0
        self.looked_at: tuple[date, dict[str, bytes]] = (date.min, {})

    @initialize(
        first=MOSTLY, taken_up=st.booleans(), readers=st.sampled_from(((), LITTLE, EVERYTHING))
    )
    def begin(self, *, first: bool, taken_up: bool, readers: tuple[str, ...]) -> None:
        """Many lives are of documents that were endorsed once, with readers who have a say."""
        for document in GUIDES if first else ():
            self._endorse(document, due=400)
            if taken_up:
                self.world.answer("mill", document, "1.0", "adopted")
        if readers:
            self.give_authority("readers", readers)
        self.world.today += timedelta(days=1)

    @rule(data=st.data(), later=st.sampled_from((0, 1)))
    def live(self, data: st.DataObject, later: int) -> None:
        """The next thing happens, on the same day or the next."""
        self.world.today += timedelta(days=later)
        self.steps += 1  # so that the same number twice is not the same thing twice
        number = data.draw(st.integers(0, 2**20), label="which") + 7 * self.steps
        does, how = HAPPENS[number % len(HAPPENS)]
        note(does.__name__)
        does(self, **{name: data.draw(values, label=name) for name, values in how.items()})

    # What people do.

    @happens(document=GUIDELINES, back=st.booleans(), medicines=SELDOM)
    def edit_the_text(self, document: str, *, back: bool, medicines: bool) -> None:
        """A new text, or the one that was sealed last."""
        latest = self.world.latest(document)
        new = first_version(self.world.count(), medicines=medicines)
        old = self.world.sealed.get((document, latest), new)
        self.world.write(document, old if back else new)

    @happens(
        often=3,
        days=st.sampled_from((3, 30, 90, 300)),
        mended=st.sampled_from(("minutes", "rest", "", "")),
    )
    def let_time_pass(self, days: int, mended: str) -> None:
        """Meanwhile files come back as they were, and somebody puts the record right."""
        self.world.today += timedelta(days=days)
        if mended:
            self._mend(minutes=mended == "minutes")

    @happens(
        often=3,
        document=GUIDELINES,
        anew=st.booleans(),
        medicines=st.booleans(),
        heard=st.booleans(),
        quorate=MOSTLY,
        alone=SELDOM,
        group=st.sampled_from(("board", "board", "board", "readers")),
        after=AHEAD,
        due=st.sampled_from((20, 120, 700)),
        expires=st.sampled_from((0, 0, 60)),
    )
    def endorse(
        self, document: str, *, anew: bool, medicines: bool, heard: bool, group: str, **how: Any
    ) -> None:
        """A new text, or the one there is; where it has medicines in it, perhaps after the readers
        had their say."""
        if anew:
            new = first_version(self.world.count(), medicines=medicines)
            self.world.write(document, new)
        if heard and MEDICINES in self.world.texts[document]:
            self.say(document, quorate=True)
            self.world.today += timedelta(days=1)
        self._endorse(document, group, **how)

    def _endorse(
        self,
        document: str,
        group: str = "board",
        *,
        after: int = 0,
        due: int,
        expires: int = 0,
        **how: Any,
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
        world.decide("endorse", document, group, entry=entry, after=after, **how)

    @happens(document=GUIDELINES, allowed=MOSTLY)
    def suspend(self, document: str, *, allowed: bool) -> None:
        post = "safety" if allowed else "lead-nurse"
        self.world.act_alone("suspend", document, post, {}, {"reason": "A number is wrong."})

    @happens(
        often=2,
        document=GUIDELINES,
        quorate=MOSTLY,
        alone=SELDOM,
        after=AHEAD,
        exit_=st.sampled_from(("withdrawn", "published-in-error")),
        followed=st.booleans(),
    )
    def withdraw(self, document: str, *, exit_: str, followed: bool, **how: Any) -> None:
        entry: dict[str, Any] = {"exit": exit_}
        entry |= {"successor": _other(document)} if followed else {"no-replacement": True}
        more = {"reason": f"It did harm number {self.world.count()}."}
        self.world.decide("withdraw", document, entry=entry, more=more, **how)

    @happens(document=GUIDELINES, quorate=MOSTLY, alone=SELDOM, after=AHEAD)
    def supersede(self, document: str, **how: Any) -> None:
        self.world.decide("supersede", document, entry={"successor": _other(document)}, **how)

    @happens(document=GUIDELINES, quorate=MOSTLY, alone=SELDOM, days=st.sampled_from((30, 300)))
    def extend(self, document: str, *, days: int, **how: Any) -> None:
        entry = {"review-due": str(self.world.today + timedelta(days=days))}
        more = {"reason": "The reviewer is away.", "risk-check": "The alerts were looked at."}
        self.world.decide("extend", document, entry=entry, more=more, **how)

    @happens(
        often=2,
        document=GUIDELINES,
        group=st.sampled_from(("board", "board", "readers")),
        quorate=MOSTLY,
        alone=SELDOM,
        outcome=st.sampled_from(("no-change", "minor", "clinical")),
    )
    def review(self, document: str, group: str, *, outcome: str, **how: Any) -> None:
        world = self.world
        version = world.latest(document)
        if not version:
            return
        entry = {"version": version, "digest": self._digest(document, version), "outcome": outcome}
        if outcome != "clinical":
            entry["review-due"] = str(world.today + timedelta(days=400))
        checked = [{"source": "A book", "on": str(world.today), "result": "No change."}]
        more = {"reviewer": "lead-nurse", "checked": checked}
        world.decide("review", document, group, entry=entry, more=more, **how)

    @happens(document=GUIDELINES, quorate=MOSTLY, days=st.sampled_from((0, 20)))
    def consult(self, document: str, *, quorate: bool, days: int) -> None:
        closes = str(self.world.today + timedelta(days=days))
        self.world.decide("consult", document, quorate=quorate, entry={"closes": closes})

    @happens(document=GUIDELINES, minor=MOSTLY)
    def correct(self, document: str, *, minor: bool) -> None:
        """By the owner's post: a telephone number, or, which no post may, a clinical word."""
        world = self.world
        old = world.latest(document)
        name = f"registry/decisions/correct--{document}--{world.today}.yaml"
        if not old or name in world.files or world.seal_file(document, old) in world.damaged:
            return
        number = world.count()
        link = f"[01632 96{number:04}](tel:0163296{number:04})"
        text = re.sub(r"\[01632 \d+\]\(tel:\d+\)", link, world.sealed[document, old])
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

    @happens(often=2, document=GUIDELINES, quorate=MOSTLY)
    def say(self, document: str, *, quorate: bool) -> None:
        """The readers say what they think, which a text with medicines needs. It binds nothing, and
        casts no doubt where they were too few."""
        self.world.decide("record", document, "readers", quorate=quorate)

    @happens(often=2, document=GUIDELINES, quorate=MOSTLY)
    def ratify(self, document: str, *, quorate: bool) -> None:
        """What the chair did alone about a document, in time or too late."""
        alone = [a for a in self.world.acts if a.get("alone") and a["document"] in GUIDES]
        acts = [a for a in alone if a["document"] == document] or alone
        if acts:
            document = acts[-1]["document"]
            acts = [a for a in alone if a["document"] == document]
            more = {"ratifies": [act["file"] for act in acts]}
            self.world.decide("record", document, quorate=quorate, more=more)

    # What organisations answer.

    @happens(
        often=4,
        organisation=st.sampled_from(("mill", "mill", "dale")),
        document=GUIDELINES,
        version=st.sampled_from(("latest", "latest", "latest", "1.0", "9.9")),
        said=st.sampled_from(ANSWERS),
        own=MOSTLY,
        instead=SELDOM,
    )
    def answer(
        self, organisation: str, document: str, version: str, said: str, *, own: bool, instead: bool
    ) -> None:
        """By its champion, or by a post of somebody else; anew, or in place of its last answer."""
        world, more = self.world, {}
        if not own:
            more["by"] = CHAMPIONS["dale" if organisation == "mill" else "mill"]
        pair = (organisation, document)
        given = [a for a in world.answers if (a["organisation"], a["document"]) == pair]
        if instead and given:
            more["corrects"] = given[-1]["record"]
        if version == "latest":
            version = world.latest(document) or "1.0"
        world.answer(organisation, document, version, said, **more)

    # Who may decide.

    @happens(
        often=2,
        group=st.sampled_from(("board", "readers")),
        kinds=st.sampled_from((EVERYTHING, LITTLE)),
    )
    def give_authority(self, group: str, kinds: tuple[str, ...]) -> None:
        """The board endorses terms, its own or the readers': from the next day they hold."""
        world = self.world
        meeting = world.meetings.get(world.today)
        if meeting and (meeting["group"] != "board" or meeting["alone"] or not meeting["quorate"]):
            return
        world.write_terms(group, kinds)
        version = f"{int(world.latest(group).partition('.')[0] or 0) + 1}.0"
        entry = {"version": version, "digest": self._digest(group, version)}
        entry["review-due"] = str(world.today + timedelta(days=700))
        act = world.decide("endorse", group, entry=entry)
        act["gives"] = kinds
        act["gives-over-terms"] = EVERYTHING if group == "board" else ()

    @happens(
        group=st.sampled_from(("board", "readers")), kinds=st.sampled_from((EVERYTHING, LITTLE))
    )
    def type_authority(self, group: str, kinds: tuple[str, ...]) -> None:
        """What somebody types into the terms gives nobody anything, and takes nothing away."""
        if group == "readers" or self.world.latest("board"):
            self.world.write_terms(group, kinds)

    # What goes wrong, and is put right.

    @happens(
        often=2,
        which=st.integers(0, 2**20),
        how=st.sampled_from(("kind", "list", "digest", "seal", "seal", "answer")),
    )
    def damage(self, which: int, how: str) -> None:
        """A sealed text (of a group's terms, too), a decision or an answer is not what it was."""
        if how == "seal":
            sealed = sorted(self.world.sealed)
            if sealed:
                document, version = sealed[which % len(sealed)]
                old = b"Ring the" if document in GUIDES else b"By talking"
                self._damage(self.world.seal_file(document, version), old, b"Do not " + old)
            return
        if how == "answer":
            if answers := self.world.answers:
                record = answers[which % len(answers)]["record"]
                path = f"registry/adoptions/{record}.yaml"
                self._damage(path, b"answer: ", b"answer: not-to-")
            return
        acts = [a for a in self.world.acts if a["kind"] != "record"]
        acts = [a for a in acts if a["kind"] == "endorse" or how != "digest"]
        if not acts:
            return
        act = acts[which % len(acts)]
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
        counted = lives_powers.counting(world)
        for act in [a for a in world.acts if not minutes and a not in counted]:
            world.acts.remove(act)
            del world.files[f"registry/decisions/{act['file']}.yaml"]
        for answer in lives_answers.faulty(world) if not minutes else ():
            world.answers.remove(answer)
            del world.files[f"registry/adoptions/{answer['record']}.yaml"]

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

    # The pages and the register; no workbook or calendar, which nothing here reads.
    @invariant()
    def readers_see_what_the_toy_model_expects(self) -> None:
        world = self.world
        if self.looked_at == (world.today, world.files):
            return
        self.looked_at = (world.today, dict(world.files))
        checked = world.checked()
        assert not checked.cannot_run
        assert checked.assessment is not None
        noon = datetime(world.today.year, world.today.month, world.today.day, 12, tzinfo=UTC)
        stamp = Stamp("", noon, world.today, "0.1.0")
        context = gather(checked.assessment, stamp, checked.findings, {}, (), {}, {})
        site = with_outputs(context, (register.OUTPUT,), {})
        lives = {document: lives_toy.expected(world, document) for document in FOLDERS}
        for document, life in lives.items():
            page = site.pages[f"{FOLDERS[document]}/{document}/index.md"]
            standing(document, life, page)
            words(document, lives, page)
            versions(world, document, life, site)
            if life["doubted"]:
                assert checked.errors, f"nothing says why {document} cannot be told"
        lists(lives, site)
        published(lives, site)
        positions(world, lives, checked.assessment, site)


def _other(document: str) -> str:
    return "beta" if document == "alpha" else "alpha"


Lives.TestCase.settings = settings(max_examples=32, stateful_step_count=15)
TestLives = Lives.TestCase


def test_what_takes_an_answer_back_holds_at_once_and_what_was_yet_to_hold_never_does() -> None:
    """Found by a life: two answers that were taken back while a new version was to come."""
    for said in ("retracted", "adopted"):
        life = Lives()
        life.begin(first=True, taken_up=True, readers=())
        life.endorse(
            "beta", anew=True, medicines=False, heard=False, group="board", due=700, after=40
        )
        for answer in (said, "retracted"):
            life.world.today += timedelta(days=1)
            life.answer("mill", "beta", "latest", answer, own=True, instead=False)
            life.readers_see_what_the_toy_model_expects()
        life.world.today += timedelta(days=60)
        life.readers_see_what_the_toy_model_expects()


def test_a_correction_of_an_answer_that_cannot_be_read_may_correct_any() -> None:
    """Found by a life: the answer that another one corrects was damaged, or the other one was."""
    for which in range(3):
        life = Lives()
        life.begin(first=True, taken_up=True, readers=())
        life.world.today += timedelta(days=1)
        life.answer("mill", "beta", "latest", "declined", own=True, instead=True)
        life.damage(which, "answer")
        life.readers_see_what_the_toy_model_expects()
