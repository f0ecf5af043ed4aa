"""The figures at one address, for programs that hold a key: read only, whole or as they were published."""
