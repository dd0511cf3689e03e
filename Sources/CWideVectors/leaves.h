#ifndef LEADSCORE_LEAVES_H
#define LEADSCORE_LEAVES_H

#include <stdint.h>
#include "wide.h"

/// Trees are asked four abreast, so that the words of one tree need not be waited for.
enum { leadscore_abreast = 4, leadscore_places = 128 };

/// A split as 64 rows are asked. Tree t of the four has its splits from place 128 t on, and its leaves behind them.
typedef struct {
    /// Of the column's codes, in bytes.
    int32_t column;
    uint16_t place;
    /// The places of the children.
    uint16_t left, right;
    /// Codes up to this go left.
    uint8_t threshold;
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

/// Which of 64 rows reach each split and leaf, as one word each: those that reach a split are cut in two.
/// - Parameters:
///   - codes: 64 bytes a column, aligned to 64.
///   - questions: parents first.
///   - reach: 128 words for each of four trees.
LEADSCORE_WIDE void leadscore_cut(
    const uint8_t *codes, const leadscore_question *questions, ptrdiff_t count, uint64_t *reach
) {
    for (int tree = 0; tree < leadscore_abreast; tree++) reach[leadscore_places * tree] = UINT64_MAX;
    for (const leadscore_question *question = questions; question < questions + count; question++) {
        __m512i code = _mm512_load_si512(codes + question->column);
        uint64_t low = _mm512_cmple_epu8_mask(code, _mm512_set1_epi8((char)question->threshold));
        uint64_t rows = reach[question->place];
        reach[question->left] = rows & low;
        reach[question->right] = rows & ~low;
    }
}

/// Adds to 64 rows the value of the leaf of a tree that they fall into.
/// - Parameters:
///   - reach: a word for each leaf, of which each row is in one.
///   - count: of the leaves, at most 64.
LEADSCORE_WIDE void leadscore_add_leaves(
    const uint64_t *reach, ptrdiff_t count, const double *leafValues, double *sums
) {
    // Two halves, so that each lane waits for half as many others.
    __m512i low = _mm512_setzero_si512(), high = low;
    const ptrdiff_t half = count / 2;
    for (ptrdiff_t number = 1; number < half; number++)
        low = _mm512_mask_mov_epi8(low, reach[number], _mm512_set1_epi8((char)number));
    for (ptrdiff_t number = half; number < count; number++)
        high = _mm512_mask_mov_epi8(high, reach[number], _mm512_set1_epi8((char)number));
    uint8_t leaves[64] __attribute__((aligned(64)));
    _mm512_store_si512(leaves, _mm512_or_si512(low, high));
    leadscore_table table = leadscore_load_table(leafValues, count);
    for (int row = 0; row < 64; row += 8) {
        __m512i own = _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)(leaves + row)));
        _mm512_storeu_pd(sums + row, _mm512_add_pd(_mm512_loadu_pd(sums + row), leadscore_look_up(&table, own)));
    }
}

#endif
#endif
