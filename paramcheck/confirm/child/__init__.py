"""What runs inside a process with a package's code. Only the standard library may be used here."""
