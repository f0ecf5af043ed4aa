"""The officer's page that children read."""
