"""What managers set: the service's numbers and hours, who is alerted, who stands in, and the sorting words."""
