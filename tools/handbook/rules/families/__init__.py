"""The rules, by family. A module below this folder is found and run; nothing registers it."""
