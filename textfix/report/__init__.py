"""What a run did, for a person to read: `diff` line by line, `explain` edit by edit.

Both read the recorded steps of a `Document`; nothing is compared, guessed or run again.
"""
