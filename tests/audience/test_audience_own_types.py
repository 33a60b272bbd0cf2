"""I13: a type of a network's own, and what it is declared with, is treated as any other."""

from __future__ import annotations

import pytest
from audience_world import World, contents, lived_in, met


def with_vows(*, public: bool) -> World:
    """A network with a type of its own, of which one record is for members and one may be public.

    Every word of its declaration is a canary as long as no record of it is public.
    """
    world = lived_in()
    word = {
        part: world.canary(f"vow {part}") for part in ("title", "plural", "why", "field", "see")
    }
    declared = {
        "type.yaml": f"""\
title: {word["title"]}
plural: {word["plural"]}
description: {word["why"]}
order: 65
folder: vows
format: yaml
label: "{{title}}"
""",
        "schema.yaml": f"""\
type: object
additionalProperties: false
required: [title, promise]
properties:
  promise:
    type: string
    maxLength: 200
    title: {word["field"]}
    description: What is vowed.
    examples: [Be kind.]
  document:
    $ref: "#/$defs/reference"
    description: A text.
    examples: [calm-transfer]
    x-ref: {{to: [guideline], inverse: Vows}}
""",
        "page.md.j2": f"## {word['see']}\n\n{{{{ data.promise }}}}\n",
        "example.yaml": "id: a-vow\ntitle: A vow\npromise: To be kind.\n",
    }
    world.files |= {f"registry/_types/vow/{name}": text.encode() for name, text in declared.items()}
    for name, visibility in (("quiet-vow", "members"), ("open-vow", "public" if public else "x")):
        if name == "open-vow" and not public:
            continue
        secret = visibility == "members"
        told = [world.canary(f"vow {part}") if secret else "Kind" for part in ("name", "promise")]
        data = {"id": name, "title": f"Vow {told[0]}", "visibility": visibility}
        data |= {"promise": f"Be {told[1]}.", "document": "calm-transfer"}
        world.put(f"vows/{name}.yaml", data)
    if public:  # whoever reads one vow reads how vows are declared
        for canary in word.values():
            del world.canaries[canary]
    return world


@pytest.mark.parametrize("public", [False, True])
def test_i13_nothing_of_members_records_of_a_type_of_its_own_gets_out(public: bool) -> None:
    world = with_vows(public=public)
    site = world.site(public=True)
    assert met(contents(site, world.files), world.canaries) == {}
    assert not [path for path in site.pages if "quiet-vow" in path]
    assert ("vows/open-vow/index.md" in site.pages) is public
    whole = met(contents(world.site(public=False), world.files), world.canaries)
    assert whole.keys() == {*world.canaries.values()} - {"vow field"}
