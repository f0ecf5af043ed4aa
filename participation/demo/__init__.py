"""An invented service that shows every state: made up from a seed, and marked as made up."""
