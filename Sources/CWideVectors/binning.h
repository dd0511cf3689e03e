#ifndef LEADSCORE_BINNING_H
#define LEADSCORE_BINNING_H

#include "wide.h"

#if defined(__x86_64__)

/// `bins[i]` becomes 1 + the number of thresholds below `values[i]`, or 0 if that is NaN: which sixteenth first, then which
/// threshold of it, each in two comparisons.
/// - Parameter thresholds: 256, ascending, at least the last two infinite.
LEADSCORE_WIDE void leadscore_bin(const double *values, ptrdiff_t count, const double *thresholds, uint8_t *bins) {
    double lasts[16];
    for (int part = 0; part < 16; part++) lasts[part] = thresholds[16 * part + 15];
    const __m512d low = _mm512_loadu_pd(lasts), high = _mm512_loadu_pd(lasts + 8);
    for (ptrdiff_t row = 0; row < count; row++) {
        __m512d value = _mm512_set1_pd(values[row]);
        unsigned parts = _mm512_cmp_pd_mask(low, value, _CMP_LT_OQ) | _mm512_cmp_pd_mask(high, value, _CMP_LT_OQ) << 8;
        unsigned start = 16 * (unsigned)_mm_popcnt_u32(parts);
        __m512d first = _mm512_loadu_pd(thresholds + start), second = _mm512_loadu_pd(thresholds + start + 8);
        unsigned below =
            _mm512_cmp_pd_mask(first, value, _CMP_LT_OQ) | _mm512_cmp_pd_mask(second, value, _CMP_LT_OQ) << 8;
        unsigned bin = start + (unsigned)_mm_popcnt_u32(below) + 1;
        bins[row] = values[row] == values[row] ? (uint8_t)bin : 0;
    }
}

#endif
#endif
