"""What goes out on paper: letters drawn and printed, files for mail merge, and support's pages for them."""
