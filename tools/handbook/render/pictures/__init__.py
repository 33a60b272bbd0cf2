"""Pictures drawn at build time, of data that also stands in words: data in, shapes out."""
