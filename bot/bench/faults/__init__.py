"""Faults: the app is killed, frozen, cut off and refused while news come in; afterwards every move must be in Slack, once."""
