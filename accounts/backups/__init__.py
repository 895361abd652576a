"""Backup and restore: database and media in one sealed archive that is verified before anything is written.

They read and copy databases as files and by their own programs, not through models: an archive is of the whole house.
"""

# The layout of an archive. Raised when a reader of the old one could not read the new one.
FORMAT = 1


class BackupRefused(Exception):
    """The archive, its key or the target is not as it must be; the sentence says how. Nothing was changed."""
