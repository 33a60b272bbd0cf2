"""Take documents in from elsewhere, as drafts: read, convert, draft, compare, report.

Nothing that is taken in is in force: a draft is written, and neither a decision nor a seal. What a
document says is read twice, by readers that know nothing of each other, and their words and
numbers are compared, sign by sign.
"""
