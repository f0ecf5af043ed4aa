"""Children are handed from one council to another: what goes with them, sealed anew, and back again."""
