"""The English edition: a module for each area, each with a dict MESSAGES of id -> sentence."""
