"""The command line: words to one action, errors to exit codes; the only room that prints or knows click."""
