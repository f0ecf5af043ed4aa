"""The meeting is settled: day, hour, place and people; what a child and those who come are told of it."""
