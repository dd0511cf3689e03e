#ifndef LEADSCORE_COLUMNS_H
#define LEADSCORE_COLUMNS_H

#include "wide.h"

#if defined(__x86_64__)

/// Stirs a column's numbers into the hashes of their rows: `h = rotated(h ^ bits, 29) × multiplier`, where −0 has the bits of 0
/// and NaN is 1.
LEADSCORE_WIDE void leadscore_hash(const double *values, ptrdiff_t count, uint64_t multiplier, uint64_t *hashes) {
    const __m512i one = _mm512_set1_epi64(1), factor = _mm512_set1_epi64((long long)multiplier);
    for (ptrdiff_t row = 0; row < count; row += 8) {
        __mmask8 rows = count - row < 8 ? (__mmask8)((1u << (count - row)) - 1) : 0xFF;
        __m512d value = _mm512_add_pd(_mm512_maskz_loadu_pd(rows, values + row), _mm512_setzero_pd());
        __mmask8 missing = _mm512_cmp_pd_mask(value, value, _CMP_UNORD_Q);
        __m512i bits = _mm512_mask_mov_epi64(_mm512_castpd_si512(value), missing, one);
        __m512i hash = _mm512_rol_epi64(_mm512_xor_si512(_mm512_maskz_loadu_epi64(rows, hashes + row), bits), 29);
        _mm512_mask_storeu_epi64(hashes + row, rows, _mm512_mullo_epi64(hash, factor));
    }
}

/// Writes the numbers of a column that are neither missing nor 0 as integers of the same order, one after another.
/// - Parameters:
///   - keys: room for `count` + 8.
///   - zeros: set to how many are 0.
/// - Returns: how many keys were written.
LEADSCORE_WIDE ptrdiff_t leadscore_keys(const double *values, ptrdiff_t count, uint64_t *keys, ptrdiff_t *zeros) {
    const __m512d zero = _mm512_setzero_pd();
    const __m512i sign = _mm512_set1_epi64(INT64_MIN);
    ptrdiff_t found = 0, nothing = 0;
    for (ptrdiff_t row = 0; row < count; row += 8) {
        __mmask8 rows = count - row < 8 ? (__mmask8)((1u << (count - row)) - 1) : 0xFF;
        __m512d value = _mm512_maskz_loadu_pd(rows, values + row);
        __mmask8 some = _mm512_mask_cmp_pd_mask(rows, value, zero, _CMP_NEQ_OQ);
        nothing += _mm_popcnt_u32(_mm512_mask_cmp_pd_mask(rows, value, zero, _CMP_EQ_OQ));
        if (!some) continue;
        __m512i bits = _mm512_castpd_si512(value);
        __m512i negative = _mm512_srai_epi64(bits, 63);
        __m512i key = _mm512_xor_si512(bits, _mm512_or_si512(negative, sign));
        _mm512_storeu_si512(keys + found, _mm512_maskz_compress_epi64(some, key));
        found += _mm_popcnt_u32(some);
    }
    *zeros = nothing;
    return found;
}

#endif
#endif
