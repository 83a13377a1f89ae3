"""The Python side, as people use it."""

from typing import Optional

from beacon import native


class Sender:
    """Sends messages by light.

    Args:
        repeat: Times that a message is sent.
        interval: Seconds between two flashes.
        encoding: How letters become flashes.
        checksum: Append a checksum, which the receiver verifies.
    """

    def __init__(
        self,
        repeat: int = 3,
        interval: Optional[float] = None,
        encoding: int = native.BEACON_ENCODING_AUTO,
        checksum: bool = False,
    ):
        self.options = native.beacon_default_options()
        self.options.repeat = repeat
        if interval is not None:
            self.options.interval = interval
        self.options.encoding = encoding
        self.options.checksum = checksum

    def send(self, message: str) -> int:
        """Send a message, and return the number of flashes."""
        return native.beacon_send(message.encode(), self.options)
