"""The command line, run as the shell runs it and in this process."""
