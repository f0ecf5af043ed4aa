"""People who speak a language check its words on the screens themselves: by a one-use link, for that language alone."""
