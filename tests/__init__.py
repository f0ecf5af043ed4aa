"""The promises of the program, in sentences."""
