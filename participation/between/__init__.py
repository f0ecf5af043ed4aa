"""What an officer does with a child between meetings: visits, midway reviews, observations, pathway talks."""
