"""Counts waves."""

from brook._brook cimport BrookSettings, brook_count_waves, brook_set_default_settings


def count_waves(double[::1] samples, int window=16, double threshold=1e-4, bint detrend=True):
    """Count the waves in some samples."""
    cdef BrookSettings settings
    brook_set_default_settings(&settings)
    settings.window = window
    settings.threshold = threshold
    settings.detrend = detrend
    return brook_count_waves(&samples[0], <int> samples.shape[0], &settings)
