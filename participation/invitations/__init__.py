"""Letters, links and typed codes: how somebody is asked, and how they come in."""
