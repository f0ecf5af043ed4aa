"""Who is told next, and when: the ladder, what nobody has read, the banner, the heartbeat, readiness."""
