"""What each review adds to a figure, by the statements that count the figure: for tables by parts, and for lists."""
