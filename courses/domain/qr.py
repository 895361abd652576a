"""A square that a telephone reads an address from."""

import io


def qr_png(address: str) -> bytes:
    """The address as a QR code. The library is heavy, so it is loaded here."""
    import qrcode

    out = io.BytesIO()
    qrcode.make(address, border=2, box_size=8).save(out)
    return out.getvalue()
