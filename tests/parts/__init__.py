"""The real things that tests stand on: a database server, a browser, two checkers of pages, a mail server."""
