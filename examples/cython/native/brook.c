#include "brook.h"

void brook_set_default_settings(BrookSettings *settings) {
    settings->window = 16;
    settings->threshold = 1e-3;
    settings->detrend = 1;
}

int brook_count_waves(const double *samples, int count, const BrookSettings *settings) {
    int waves = 0;
    for (int at = settings->window; at < count; ++at) {
        if (samples[at] - samples[at - settings->window] > settings->threshold) {
            ++waves;
        }
    }
    return waves;
}
