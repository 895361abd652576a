"""The fingerprint by which a signup, a wish to join or to hear is found from an address."""

from accounts.mail_boxes import box_mark


def mark_of(address: str) -> str:
    """A keyed fingerprint of the box; empty for no address."""
    return box_mark(address, purpose="peerhub.address")
