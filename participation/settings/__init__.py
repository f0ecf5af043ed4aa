"""What managers set: the service's numbers and hours, who is alerted, and the sorting words."""
