"""Lists of records: their tables, how they are narrowed down, and pages to browse."""
