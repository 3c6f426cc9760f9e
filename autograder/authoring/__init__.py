"""For whoever writes exercises: how good are the tests, and a made-up class to try them on."""
