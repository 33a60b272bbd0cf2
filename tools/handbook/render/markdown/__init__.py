"""Writing Markdown, fields and links, and filtering what templates and authors yield."""
