"""What a coordinator works by: the week's list, who has what to do, and a pack for each meeting.

Everything here is drawn from one assessment, that which pages and commands are drawn from: nothing
reads a file, asks for the day, or judges a document a second time.
"""
