"""The officer's side: the list, a review's page and pack; the code, the answers and the feedback afterwards."""
