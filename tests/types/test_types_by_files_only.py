"""A network adds a type of record by writing files, and it works from end to end."""

from __future__ import annotations

from jinja2.sandbox import SandboxedEnvironment

from handbook.link import link
from handbook.load import MemoryTree, load
from handbook.types import OVERRIDES, load_types
from handbook.validate import validate

FILES = {
    "registry/network.yaml": """\
id: a-network
title: A network
summary: Links two hospitals.
constituted: {act: An agreement., group: board}
""",
    "registry/organisations/fellgate.yaml": "id: fellgate\ntitle: Fellgate\nkind: charity\n",
    "registry/posts/fundraiser.yaml": """\
id: fundraiser
title: Fundraiser
organisation: fellgate
""",
    "registry/_types/grant/type.yaml": """\
title: Grant
plural: Grants
description: Money that pays for something until a day.
order: 65
folder: grants
format: yaml
label: "{title} ({organisation})"
""",
    "registry/_types/grant/schema.yaml": """\
type: object
additionalProperties: false
required: [title, organisation, ends]
properties:
  organisation:
    $ref: "#/$defs/reference"
    description: Who gives the money.
    x-ref: {to: [organisation], inverse: Gives}
  ends:
    $ref: "#/$defs/day"
    description: The day the money ends.
  pays-for:
    description: What it pays for.
    type: array
    minItems: 1
    items:
      description: One thing.
      type: object
      additionalProperties: false
      required: [post]
      properties:
        post:
          $ref: "#/$defs/reference"
          description: A post.
          x-ref: {to: [post], inverse: Paid for by}
      examples: [{post: fundraiser}]
    examples: [[{post: fundraiser}]]
""",
    "registry/_types/grant/page.md.j2": "Ends {{ record.get('ends') }}.\n",
    "registry/_types/grant/example.yaml": """\
id: a-grant
title: A grant
organisation: fellgate
ends: 2027-03-31
pays-for:
  - post: fundraiser
""",
    "registry/grants/first-grant.yaml": """\
id: first-grant
title: First grant
organisation: fellgate
ends: 2027-03-31
pays-for:
  - post: fundraiser
""",
    "registry/grants/second-grant.yaml": """\
id: second-grant
title: Second grant
organisation: fellgate
ends: 2027-02-31
""",
}


def test_a_type_of_files_only_has_schema_references_and_page() -> None:
    raw = {path: text.encode() for path, text in FILES.items()}
    types, findings = load_types({p: r for p, r in raw.items() if p.startswith(OVERRIDES)})
    assert findings == ()
    assert list(types).index("grant") == list(types).index("action") + 1

    checked = validate(load(MemoryTree(raw), types), types)
    (finding,) = checked.findings
    assert (finding.code.id, finding.path) == ("SCH006", "registry/grants/second-grant.yaml")

    registry = link(checked, types)
    assert registry.label("first-grant") == "First grant (Fellgate)"
    paid = [(ref.source, ref.inverse) for ref in registry.backlinks["fundraiser"]]
    assert paid == [("first-grant", "Paid for by")]
    given = [(ref.source, ref.inverse) for ref in registry.backlinks["fellgate"]]
    assert given == [("fundraiser", "Posts"), ("first-grant", "Gives")]

    page = SandboxedEnvironment(autoescape=True).from_string(types["grant"].template)
    assert page.render(record=registry.records["first-grant"]) == "Ends 2027-03-31."
