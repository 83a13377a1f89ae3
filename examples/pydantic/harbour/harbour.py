"""The harbour itself."""

from typing import Optional

from harbour import native


class Harbour:
    """An open harbour. What is None is left to the library."""

    def __init__(
        self,
        *,
        n_berths: Optional[int] = None,
        n_tugs: Optional[int] = None,
        max_draught: Optional[float] = None,
        keep_log: Optional[bool] = None,
    ):
        params = native.lib.harbour_default_params()
        if n_berths is not None:
            params.n_berths = n_berths
        if n_tugs is not None:
            params.n_tugs = n_tugs
        if max_draught is not None:
            params.max_draught = max_draught
        if keep_log is not None:
            params.keep_log = keep_log
        self.handle = native.lib.harbour_open(params)
