"""What readers see, held against what the toy models expect: pages, lists, search and JSON."""

from __future__ import annotations

import json
from typing import Any

import lives_answers
from lives_world import CHAMPIONS, FOLDERS, GUIDES, World, called

from handbook.assess.model import Assessment
from handbook.assess.words import Local
from handbook.render import Page, Site
from handbook.render.files import REGISTER
from handbook.source.dates import long_date

MARKS = {
    "Suspended": "Suspended: do not use",
    "Withdrawn": "Withdrawn: do not use",
    "Lapsed": "Lapsed: do not use",
}
DOUBT = "Standing cannot be told: do not rely on this text"
COUNTED = {"behind": "behind", "not_supported": "unsupported", "outstanding": "outstanding"}
IN_FORCE = "**In force**"


def home(document: str) -> str:
    return f"{FOLDERS[document]}/{document}/"


def in_words(page: Page) -> str:
    """All that the standing box says."""
    drawn = page.meta["handbook"]["box"]
    notes = [f"{n['label']}: {n['text']} {n['link']} {n['href']}" for n in drawn["notes"]]
    facts = [f"{f['label']}: {f['text']}" for f in drawn["facts"]]
    return "\n".join([*drawn["advice"], *notes, *facts])


def standing(document: str, life: dict[str, Any], page: Page) -> None:
    """I1, I2, I8: the badge, the text and its mark are those of what was endorsed, and could be."""
    if life["untold"]:
        assert page.badge[0] == "Cannot tell", document
        assert "In force" not in page.badge
        assert page.meta["handbook"]["mark"] == (DOUBT if page.authored else "")
        return
    assert list(page.badge) == life["badges"], document
    text = life["text"]
    assert page.authored == (text and text.strip("\n")), document
    assert page.meta["handbook"]["mark"] == (MARKS.get(life["label"], "") if text else "")
    title = page.meta["title"]
    named = title.endswith(f"({life['label']})") or f"({life['label']}. Use instead: " in title
    assert named is (life["label"] != "In force")


def led_to(document: str, lives: dict[str, dict[str, Any]]) -> str:
    """What readers of a document that left use may use instead of it, or nothing."""
    seen = [document]
    while True:
        act = lives[seen[-1]]["by"] or {}
        if act.get("successor", document) in seen:
            return ""
        seen.append(act["successor"])
        now = lives[seen[-1]]
        if now["label"] == "In force" and not now["untold"]:
            return seen[-1]
        if now["untold"] or now["label"] not in ("Superseded", "Withdrawn"):
            return ""


def words(document: str, lives: dict[str, dict[str, Any]], page: Page) -> None:
    """I6, I7, I9: what a page says of days, reasons and what to use instead."""
    life = lives[document]
    said, dates = in_words(page), page.meta["handbook"]["freshness"]
    if life["untold"]:
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
        assert ("was not; it holds all the same" in said) is life["holds all the same"]
        assert f"Reason: {act['reason']}" in said if "reason" in act else True
        other = led_to(document, lives)
        assert ("Use instead" in said) is bool(other)
        if other:
            assert f"Use instead:  {called(other)} {home(other)}" in said
        elif "successor" in act:
            assert "Nothing to use instead: " in said or "Replacement: " in said
        elif act["kind"] == "withdraw":
            assert "Replacement: There is none." in said


def versions(world: World, document: str, life: dict[str, Any], site: Site) -> None:
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
    if life["untold"]:
        return
    working = (f"{home(document)}draft/", f"{home(document)}changes/")
    gone = {world.sealed[document, version].strip() for version in life["hidden versions"]}
    for one, page in site.pages.items():
        if life["hidden"] or not one.startswith(working):
            assert not any(text in page.markdown for text in gone), one


def lists(lives: dict[str, dict[str, Any]], site: Site) -> None:
    """I1: a list calls in force what is in force, and nothing else."""
    for path, kept in (("register/index.md", FOLDERS), ("guidelines/index.md", GUIDES)):
        page = site.pages[path]
        assert not page.badge
        rows = [row for row in page.markdown.splitlines() if IN_FORCE in row]
        named = {d for d in kept for row in rows if f"{d}/index.md)" in row.partition(" *Owner")[0]}
        assert named == {d for d in kept if lives[d]["label"] == "In force"}, path
        assert len(rows) == len(named), path


def positions(
    world: World, lives: dict[str, dict[str, Any]], assessment: Assessment, site: Site
) -> None:
    """Where each organisation stands on each guideline is what it said itself, and nothing else."""
    for document in GUIDES:
        told = []
        for organisation in CHAMPIONS:
            found = assessment.adoption.positions.get((organisation, document))
            expected = lives_answers.expected(world, lives[document], organisation, document)
            assert (found is None) is (expected is None), (organisation, document)
            if found is None or expected is None:
                continue
            told.append(expected)
            version = found.answer.version if found.answer and expected.get("version") else ""
            seen = {
                "local": str(found.local),
                "version": version,
                "behind": found.behind,
                "only_corrected": found.only_corrected,
                "unsupported": found.unsupported,
                "outstanding": found.outstanding,
                "answers": [answer.record for answer in found.answers],
                "coming": found.coming is not None,
            }
            assert {name: seen[name] for name in expected} == expected, (organisation, document)
        entry = register(site)[document]["adoption"]
        counts = {str(word): 0 for word in Local}
        for one in told:
            counts[one["local"]] += 1
        assert (entry["answers"] if entry else {}) == (counts if told else {}), document
        for name, same in COUNTED.items() if told else ():
            assert entry[name] == sum(one.get(same, False) for one in told), (document, name)
        if told:
            (fact,) = (f["text"] for f in facts(site, document) if f["label"] == "Local adoption")
            silent = all(o["local"] == "not recorded" and not o["coming"] for o in told)
            assert (fact == "Not recorded") is silent, (document, fact)


def facts(site: Site, document: str) -> list[dict[str, Any]]:
    """The facts that the standing box of a document's page lists."""
    page = site.pages[f"{FOLDERS[document]}/{document}/index.md"]
    return list(page.meta["handbook"]["box"]["facts"])


def register(site: Site) -> dict[str, Any]:
    """The register for programs, by document."""
    return {one["id"]: one for one in json.loads(site.assets[REGISTER])["documents"]}


def published(lives: dict[str, dict[str, Any]], site: Site) -> None:
    """I1, I8: the register for programs says of each document what its page says."""
    found = register(site)
    assert found.keys() == lives.keys()
    for document, life in lives.items():
        entry = found[document]
        assert entry["in_force"] is (life["label"] == "In force"), document
        assert entry["words"][0] == life["label"], document
        if not life["untold"]:
            assert entry["version"] == life["version"]
            assert entry["until"] == (str(life["until"]) if life["until"] else None)
