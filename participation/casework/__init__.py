"""The officer before the meeting: the list by date, one page a review, the pack, and the code afterwards."""
