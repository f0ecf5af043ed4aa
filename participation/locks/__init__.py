"""The lock of a letter: what a child sent and was answered is behind it. It is never needed to write."""
