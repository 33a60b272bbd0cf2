"""An old register of documents, kept in a spreadsheet, to drafts of records."""
