"""Behind a figure: the reviews or children that it counts, and those of its base that it does not."""
