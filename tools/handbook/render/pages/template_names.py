"""What a page template may name, in words: CONTRIBUTING is written from these tables.

Tests compare them with what a template is handed, so a new function cannot be left out.
"""

from __future__ import annotations

VALUES = {
    "data": "The record's fields; a hyphen in a name is written as an underscore.",
    "record": "The record itself: `record.id`, `record.get('field')`.",
    "text": "The author's text, of a type whose format is `markdown`. It is placed exactly once.",
    "lead": "The summary as an opening paragraph.",
    "attachments": "The files beside the text, as a list under a heading.",
    "recommendations": "The recommendations, each with its anchor (types that are endorsed).",
    "evidence": "The sources it rests on (types that are endorsed).",
}
"""Values, ready made."""

CALLS = {
    "front_sheet": "`(rows)`: the sheet of facts that ends a document (types that are endorsed).",
    "link": "`(id)`: a link to a record.",
    "named": "`(id)`: the same, with how it stands.",
    "names": "`(ids)`: several of these, with commas.",
    "label": "`(id)`: what a record is called, as plain text.",
    "value": "`(id, field)`: one field of another record.",
    "pointing": "`(*types)`: the records that refer to this one.",
    "mentions": "`(id, *types)`: the records that refer to another one.",
    "records": "`(type)`: all records of a type, each with `id` and `data`.",
    "list_of": "`(type, text)`: a link to the list of a type.",
    "linked": "`(without=[types], title=)`: everything that refers to this record, under headings.",
    "due": "`(post)`: what falls due for a post.",
    "progress": "`(id)`: how far this record, or another, has come: `.words` such as `3 of 5 done,"
    " 1 late`, `.of` how many make it up, and `.done`, `.open`, `.late` their ids.",
    "expected": "`(id)`: what must come by a schedule for this record, or another: rows with"
    " `.record`, `.whose`, `.period`, `.words` (it in words), `.first`, `.last`, `.due`, `.came`"
    " (an id, or empty), `.ended`, `.late` and `.unsure`. None in a public edition.",
    "asked_of": "`(id)`: the same of all that is asked of an organisation, in order of its day.",
    "due_by": "`(item)`: one of these in words, with its day.",
    "standing": "`(id)`: how a document stands, for conditions; it is never printed.",
    "complete": "`()`: whether every record is shown; in a public edition what is not there may be"
    " for members.",
    "kind_words": "`(kind)`: what a kind of decision did, in words.",
    "corrected": "`(document, old, new)`: which words a correction changed.",
    "score": "`(id)`: what the score of a record comes to, in words and as a number.",
    "every_field": "`()`: every field of the record, for `facts(...)`: a page to begin with.",
    "seat_title": "`(group, seat)`: what a seat is called.",
    "item_title": "`(title)`: what an item of an agenda is called, if it claims no standing.",
    "seats_named": "`(group, seats)`: several seats, with commas.",
    "one_of_each": "`(group, lists)`: lists of seats of which one each must be filled.",
    "presence": "`(presence, by)`: who was there, in words.",
    "stood_aside": "`(group, rows)`: who took no part in an item.",
    "decisions_at": "`(decisions, item)`: the decisions made at one item.",
    "kinds_named": "`(kinds)`: what a group may decide, in words.",
    "part_of_seats": "`(fraction)`: `1/2` as half of the seats.",
    "types_named": "`(types)`: what content types are called.",
    "meetings_of": "`(group)`: its meetings, `.ahead` and `.past`.",
    "pack_link": "`()`: a link to the pack of this meeting, if it is still to come.",
    "contact": "`(contact)`: a contact as links.",
    "urgent_contacts": "`()`: the network's urgent contacts as rows.",
    "policy_items": "`()`: every item of this policy, with what holds.",
    "item_anchor": "`(item)`: the anchor of an item on its policy's page.",
    "topic": "`(policy, item)`: what an item is about.",
    "in_policy": "`(policy, item)`: a link to the item.",
    "in_order": "`(policy, judgements)`: judgements in the policy's own order.",
    "judgement": "`(policy, item, extent)`: what was judged and what holds.",
    "served": "`(policy, item)`: which documents serve an item.",
    "meant_for_it": "`()`: what this organisation is asked about.",
    "answered_when": "`()`: what this organisation answered, and when.",
    "evidence_bundle": "`()`: a link to this organisation's evidence.",
    "ring_first": "`(id)`: the number of a service, how far to believe it, and where else to turn.",
    "last_checked": "`(id)`: when somebody last held a record against reality, and who.",
    "hours_words": "`(id)`: the hours of a record in a few words.",
    "hours_table": "`(id)`: the same as a table, a line for each day.",
    "ages_words": "`(id)`: the ages that a record is about, in words.",
    "choices": "`(values)`: several choices from an enum in words, with commas.",
    "years_old": "`(year)`: a year, and how long ago it is.",
    "area_cover": "`(area)`: what holds in an area, need by need: by whom, when, and when not.",
    "cover_meaning": "`()`: what the words of cover mean, and what could not be looked at.",
    "cover_parts": "`()`: for each part of the week a table for `chart_grid`, areas by needs, with"
    " `title`, `when`, `columns` and `rows`.",
    "cover_hours": "`()`: the same for each need that is to be met at every hour, areas and days by"
    " hour.",
    "cover_holes": "`(part=)`: the holes in cover in words, with what is done instead; with the"
    " title of a part of the week (`Nights`) those in it.",
    "cover_map": "`(part)`: areas for `chart_map`, with what is lacking in a part of the week.",
    "services_in": "`(area)`: the services of an area, with the number to ring.",
    "not_checked": "`()`: the services and cover that nobody held against reality in time.",
    "counts": "`()`: whether this answer of an organisation counts today.",
    "grouped": "`(records, field)`: records under each value of a field (`rows.field` for one of"
    " the rows of a list): parts with `key`, `label` and `rows`, those without a value last.",
    "ordered": "`(records, *fields, newest=False)`: records in order; those without a value last.",
    "by_score": "`(records)`: records by what their score comes to, the highest first.",
    "having": "`(records, field, *values)`: those that have one of these values there, or any.",
    "lacking": "`(records, field)`: those in which it is not filled in.",
    "within": "`(records, field, first, last)`: those whose day is from one day to another.",
    "latest": "`(records, field, each=field)`: the one with the latest day, or for each value one.",
    "total": "`(records, field)`: what it comes to, exactly; printed, it says of how many it is not"
    " known.",
    "share": "`(part, whole, missing=0)`: how many of how many, and as a percentage.",
    "pounds": "`(amount)`: whole pounds, or a `total` of them.",
    "figures": "`(id)`: what organisations counted about a record (`x-counts`), by period: each has"
    " `.whose`, `.period`, `.words`, `.reported`, `.value`, `.why`, `.definition`, `.note` and"
    " `.record`.",
    "totals": "`(id)`: the same of all together, a period each: also `.figures`, `.gave`,"
    " `.cannot`, `.definitions`, and `.mixed` where these differ.",
    "gap": "`(why)`: that something is not known, and why not.",
    "entries": "`(records, *fields)`: entries for a chart: of each record its id and these fields;"
    " an empty name, or what is not filled in, is nothing.",
    "table_of": "`(records, columns, empty=)`: a table of records of one type: `columns` maps each"
    " title to a field, or to nothing for a link to the record.",
    "chart_run": "`(title, points, unit=, target=, differs=)`: a run chart: points are a period, a"
    " value and perhaps why there is none.",
    "chart_bars": "`(title, entries, unit=, what=, differs=)`: bars: a name or id, an amount and"
    " perhaps a note; `unit='£'` for pounds.",
    "chart_spans": "`(title, entries, what=)`: bars along months: a name or id, two days and"
    " perhaps a note.",
    "chart_grid": "`(title, columns, rows, what=)`: a grid: a name or id and a list of cells, each"
    " a state (yes, part, no, gap, none) and perhaps words.",
    "chart_map": "`(title, areas, places=, neighbours=)`: a map: an id, and perhaps words and a"
    " state. No chart stands on a page with a badge.",
    "day": "`(months=0)`: today, or a day so many months later, for `within`; earlier if negative.",
    "has": "`(*types)`: whether one of these has a record that can be shown.",
    "documents_stand": "`()`: how many documents stand in which way, and which need somebody.",
    "documents_over_time": "`()`: how many were in force at the end of each quarter, for"
    " `chart_run`.",
    "uptake_over_time": "`()`: what share was known to be in use then, for `chart_run`.",
    "coverage_table": "`()`: how far each policy is addressed today.",
    "overview": "`(name, text=)`: a link to an overview, if it has something to show.",
    "unserved": "`(policy)`: the items of a policy that nothing addresses.",
}
"""Functions that know the registry. Those about many records take what `records(type)` gives."""

WRITING = {
    "facts": "`([(name, value), ...])`: a list of facts; what is empty is left out.",
    "columns": "`(*titles)`: a table: `.head()` and `.row(*cells)`, or `.table(rows)`.",
    "bullets": "`(items)`: a list.",
    "heading": "`(level, text, anchor)`: a heading.",
    "marked": "`(text, anchor)`: text that a link can lead to.",
    "namespace": "`(name=value)`: values that a loop can change: `{% set here.name = ... %}`.",
    "until": "`(day)`: a day that the page marks once it has passed.",
    "web": "`(text, address)`: a link out of the handbook.",
}
"""Functions that write."""

FILTERS = {
    "date": "A day written out.",
    "words": "A choice from an enum in words.",
    "paragraphs": "Text in paragraphs.",
}
"""Filters, after `|`."""
