"""A key of one's own: what is sealed with it is unreadable for ever once the key has gone, in old backups' rows too."""

from typing import ClassVar

from django.db import models


class PersonKey(models.Model):
    """The data key of one person, itself sealed with the portal's key. It goes when the person is erased."""

    subject = models.UUIDField(primary_key=True, editable=False)
    wrapped = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["subject"]

    def __str__(self) -> str:
        return f"key of {str(self.subject)[:8]}"
