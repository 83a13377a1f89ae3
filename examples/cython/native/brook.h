#ifndef BROOK_H
#define BROOK_H

typedef struct {
    int    window;      /* samples that are averaged */
    double threshold;   /* what counts as a wave */
    int    detrend;     /* take the slope away first */
} BrookSettings;

void brook_set_default_settings(BrookSettings *settings);
int brook_count_waves(const double *samples, int count, const BrookSettings *settings);

#endif
