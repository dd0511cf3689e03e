#ifndef LEADSCORE_LEAVES_H
#define LEADSCORE_LEAVES_H

#include <stdint.h>
#include "wide.h"

/// A split of a tree as 64 rows are asked.
typedef struct {
    /// Of the column's codes, in bytes.
    int32_t column;
    /// Codes up to this go left.
    uint8_t threshold;
    /// The place of each side's child: splits first, then leaves.
    uint8_t left, right;
} leadscore_question;

#if defined(__x86_64__)

/// Up to 64 numbers in registers: a gather from memory takes several times as long.
typedef struct {
    __m512d eights[8];
    ptrdiff_t count;
} leadscore_table;

LEADSCORE_WIDE leadscore_table leadscore_load_table(const double *values, ptrdiff_t count) {
    leadscore_table table;
    table.count = count;
    for (int eight = 0; eight < 8; eight++) {
        ptrdiff_t rest = count - 8 * eight;
        __mmask8 isThere = rest >= 8 ? 0xFF : rest <= 0 ? 0 : (__mmask8)((1 << rest) - 1);
        table.eights[eight] = _mm512_maskz_loadu_pd(isThere, values + 8 * eight);
    }
    return table;
}

/// The numbers at eight places.
LEADSCORE_WIDE __m512d leadscore_look_up(const leadscore_table *table, __m512i places) {
    const __m512d *eights = table->eights;
    __m512d found = _mm512_permutex2var_pd(eights[0], places, eights[1]);
    if (table->count <= 16) return found;
    __mmask8 isOdd = _mm512_test_epi64_mask(places, _mm512_set1_epi64(16));
    found = _mm512_mask_blend_pd(isOdd, found, _mm512_permutex2var_pd(eights[2], places, eights[3]));
    if (table->count <= 32) return found;
    __m512d low = _mm512_permutex2var_pd(eights[4], places, eights[5]);
    __m512d high = _mm512_permutex2var_pd(eights[6], places, eights[7]);
    __mmask8 isLate = _mm512_test_epi64_mask(places, _mm512_set1_epi64(32));
    return _mm512_mask_blend_pd(isLate, found, _mm512_mask_blend_pd(isOdd, low, high));
}


/// Adds to 64 rows the value of the leaf of a tree that they fall into: which rows reach a split is one word.
/// - Parameters:
///   - codes: 64 bytes a column, aligned to 64.
///   - questions: parents first.
///   - leafValues: at most 64; as many as there are questions, and one more.
LEADSCORE_WIDE void leadscore_add_leaves(
    const uint8_t *codes, const leadscore_question *questions, ptrdiff_t count, const double *leafValues, double *sums
) {
    uint64_t reach[128];
    reach[0] = UINT64_MAX;
    for (ptrdiff_t split = 0; split < count; split++) {
        leadscore_question question = questions[split];
        __m512i code = _mm512_load_si512(codes + question.column);
        uint64_t low = _mm512_cmple_epu8_mask(code, _mm512_set1_epi8((char)question.threshold));
        reach[question.left] = reach[split] & low;
        reach[question.right] = reach[split] & ~low;
    }
    __m512i leaf = _mm512_setzero_si512();
    for (ptrdiff_t number = 1; number <= count; number++)
        leaf = _mm512_mask_mov_epi8(leaf, reach[count + number], _mm512_set1_epi8((char)number));
    uint8_t leaves[64] __attribute__((aligned(64)));
    _mm512_store_si512(leaves, leaf);
    leadscore_table table = leadscore_load_table(leafValues, count + 1);
    for (int row = 0; row < 64; row += 8) {
        __m512i own = _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)(leaves + row)));
        _mm512_storeu_pd(sums + row, _mm512_add_pd(_mm512_loadu_pd(sums + row), leadscore_look_up(&table, own)));
    }
}

#endif
#endif
