"""How networks learn: gradients, optimisers, batches, and the trainer that steps."""
