"""What each figure means, in words: for the pages, the files and the letters that show it."""
