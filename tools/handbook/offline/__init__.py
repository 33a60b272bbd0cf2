"""What is read without a network: a copy to take away, and pages that a browser saves.

Built pages in, bytes out; nothing here reads a disk. What a copy cannot judge, it does not show.
"""
