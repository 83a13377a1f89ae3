"""Links: which wrapper parameter reaches which native parameter, why, and what comparing both says.

This is the only place where both sides meet.
"""
