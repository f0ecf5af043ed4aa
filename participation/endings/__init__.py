"""What is no longer so: a letter in wrong hands, a carer who was replaced, a review called off, a child who left."""
