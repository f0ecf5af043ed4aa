"""Who is there when something is wrong now: the rota, urgent requests, and what climbs when nobody has looked."""
