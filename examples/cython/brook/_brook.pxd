cdef extern from "brook.h":
    ctypedef struct BrookSettings:
        int window
        double threshold
        int detrend

    void brook_set_default_settings(BrookSettings *settings)
    int brook_count_waves(const double *samples, int count, const BrookSettings *settings)
