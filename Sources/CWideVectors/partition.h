#ifndef LEADSCORE_PARTITION_H
#define LEADSCORE_PARTITION_H

#include "wide.h"

#if defined(__x86_64__)

/// The bins of four rows, put together in a register: bytes written one by one and read as a word would be waited for.
LEADSCORE_WIDE __m128i leadscore_bins_of_four(const uint8_t *bins, const uint32_t *rows) {
    __m128i four = _mm_cvtsi32_si128(bins[rows[0]]);
    four = _mm_insert_epi8(four, bins[rows[1]], 1);
    four = _mm_insert_epi8(four, bins[rows[2]], 2);
    return _mm_insert_epi8(four, bins[rows[3]], 3);
}

/// Parts rows by their bins, in order.
/// - Parameters:
///   - rows: row numbers; fifteen behind them are read too, and must be rows.
///   - left: where those that go left are written; may be `rows`. There is room for `count`, as in `right`.
///   - right: where the others are written.
///   - bins: of every row.
///   - set: 256 bits, 1 for the bins that go left.
/// - Returns: how many went left.
LEADSCORE_WIDE ptrdiff_t leadscore_part(
    const uint32_t *rows, ptrdiff_t count, uint32_t *left, uint32_t *right, const uint8_t *bins, const uint64_t *set
) {
    const __m512i table = _mm512_broadcast_i64x4(_mm256_loadu_si256((const __m256i *)set));
    ptrdiff_t leftCount = 0, rightCount = 0;
    for (ptrdiff_t start = 0; start < count; start += 16) {
        const uint32_t *own = rows + start;
        __m128i low = _mm_unpacklo_epi32(leadscore_bins_of_four(bins, own), leadscore_bins_of_four(bins, own + 4));
        __m128i high = _mm_unpacklo_epi32(leadscore_bins_of_four(bins, own + 8), leadscore_bins_of_four(bins, own + 12));
        __m512i bin = _mm512_cvtepu8_epi32(_mm_unpacklo_epi64(low, high));
        __m512i row = _mm512_loadu_si512(own);
        __m512i word = _mm512_permutexvar_epi32(_mm512_srli_epi32(bin, 5), table);
        __m512i bit = _mm512_srlv_epi32(word, _mm512_and_si512(bin, _mm512_set1_epi32(31)));
        __mmask16 isRow = count - start >= 16 ? 0xFFFF : (__mmask16)((1u << (count - start)) - 1);
        __mmask16 goesLeft = _mm512_mask_test_epi32_mask(isRow, bit, _mm512_set1_epi32(1));
        __mmask16 goesRight = isRow & (__mmask16)~goesLeft;
        if (isRow == 0xFFFF) {
            // Writing all sixteen lanes: what lies behind the last is written over, or never read.
            _mm512_storeu_si512(left + leftCount, _mm512_maskz_compress_epi32(goesLeft, row));
            _mm512_storeu_si512(right + rightCount, _mm512_maskz_compress_epi32(goesRight, row));
        } else {
            _mm512_mask_compressstoreu_epi32(left + leftCount, goesLeft, row);
            _mm512_mask_compressstoreu_epi32(right + rightCount, goesRight, row);
        }
        leftCount += _mm_popcnt_u32(goesLeft);
        rightCount += _mm_popcnt_u32(goesRight);
    }
    return leftCount;
}

#endif
#endif
