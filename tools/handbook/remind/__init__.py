"""What falls due, told to those who must act: reminders on a forge, and letters by e-mail.

All of it is decided here and nothing is sent from here: a plan says what each reminder must become,
a digest who is written to and what. Whoever talks to a server stands in ``cli``.
"""
