"""The English sentences, one module for each area; `helpers.messages` collects the ``MESSAGES`` of them all."""
