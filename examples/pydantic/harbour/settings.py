"""Settings from the environment or a file."""

from pydantic import BaseModel, Field

from harbour.harbour import Harbour


class Settings(BaseModel):
    """How the harbour is run."""

    n_berths: int = Field(default=12, ge=1, description="Ships that fit in at a time.")
    n_tugs: int = Field(default=4, ge=-1, description="Tugs on duty; -1 for as many as there are.")
    max_draught: float = Field(default=14.5, description="Metres of the deepest ship.")
    keep_log: bool = Field(default=True, description="Write down who comes and goes.")


def open_harbour(settings: Settings) -> Harbour:
    """Open the harbour that some settings describe."""
    return Harbour(
        n_berths=settings.n_berths,
        n_tugs=settings.n_tugs,
        max_draught=settings.max_draught,
        keep_log=settings.keep_log,
    )
