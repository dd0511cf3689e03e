#ifndef LEADSCORE_GRADIENTS_H
#define LEADSCORE_GRADIENTS_H

#include <stdint.h>
#include "leaves.h"

/// Σ g, Σ |g| and Σ |g| (1 − |g|), in steps of 2^−28.
typedef struct {
    int64_t sum, size, hessian;
} leadscore_totals;

#if defined(__x86_64__)

/// Probabilities in steps of 2^−28 of eight log-odds; `FixedSigmoid` has the method.
/// - Parameter series: (ln 2)^k / k! for k = 8, …, 1.
LEADSCORE_WIDE __m512i leadscore_fixed_sigmoid(__m512d z, const double *series) {
#pragma clang fp contract(off)
    const __m512d rounder = _mm512_set1_pd(0x1.8p52), one = _mm512_set1_pd(1);
#define COEFFICIENT(power) _mm512_set1_pd(series[8 - power])
    __m512d held = _mm512_max_pd(_mm512_or_pd(z, _mm512_set1_pd(-0.0)), _mm512_set1_pd(-60));
    __m512d x = held * _mm512_set1_pd(1 / 0.6931471805599453);
    __m512d shifted = x + rounder;
    __m512d f = x - (shifted - rounder);
    __m512d f2 = f * f, f4 = f2 * f2;
    __m512d low = (f * COEFFICIENT(1) + one) + (f * COEFFICIENT(3) + COEFFICIENT(2)) * f2;
    __m512d high = (f * COEFFICIENT(5) + COEFFICIENT(4)) + (f * COEFFICIENT(7) + COEFFICIENT(6)) * f2;
    __m512d sum = low + (high + f4 * COEFFICIENT(8)) * f4;
#undef COEFFICIENT
    __m512i power = _mm512_slli_epi64(_mm512_castpd_si512(shifted), 52);
    __m512d e = _mm512_castsi512_pd(_mm512_add_epi64(_mm512_castpd_si512(sum), power));
    __m512d q = e / (e + one);
    __m512i steps = _mm512_castpd_si512(q * _mm512_set1_pd(0x1p28) + _mm512_set1_pd(0x1p52));
    steps = _mm512_and_si512(steps, _mm512_set1_epi64((1LL << 52) - 1));
    __mmask8 isPositive = _mm512_cmp_pd_mask(z, _mm512_setzero_pd(), _CMP_GT_OQ);
    return _mm512_mask_sub_epi64(steps, isPositive, _mm512_set1_epi64(1 << 28), steps);
}

/// Adds the values of their leaves to rows' log-odds and works out their gradients.
/// - Parameters:
///   - count: of the rows; up to seven behind them are read too.
LEADSCORE_WIDE leadscore_totals leadscore_advance(
    double *scores, const uint16_t *leaves, const double *values, ptrdiff_t valueCount, const int32_t *outcomes,
    int32_t *gradients, ptrdiff_t count, const double *series
) {
    const __m512i one = _mm512_set1_epi64(1 << 28);
    const leadscore_table table = leadscore_load_table(values, valueCount);
    __m512i sum = _mm512_setzero_si512(), size = sum, hessian = sum;
    for (ptrdiff_t row = 0; row < count; row += 8) {
        __mmask8 isRow = count - row >= 8 ? 0xFF : (__mmask8)((1 << (count - row)) - 1);
        __m512i leaf = _mm512_cvtepu16_epi64(_mm_loadu_si128((const __m128i *)(leaves + row)));
        __m512d value = valueCount <= 64 ? leadscore_look_up(&table, leaf) : _mm512_i64gather_pd(leaf, values, 8);
        __m512d z = _mm512_add_pd(_mm512_loadu_pd(scores + row), value);
        _mm512_mask_storeu_pd(scores + row, isRow, z);
        __m512i y = _mm512_cvtepi32_epi64(_mm256_loadu_si256((const __m256i *)(outcomes + row)));
        __m512i g = _mm512_maskz_sub_epi64(isRow, leadscore_fixed_sigmoid(z, series), y);
        _mm512_mask_cvtepi64_storeu_epi32(gradients + row, isRow, g);
        __m512i magnitude = _mm512_abs_epi64(g);
        __m512i rest = _mm512_sub_epi64(one, magnitude);
        sum = _mm512_add_epi64(sum, g);
        size = _mm512_add_epi64(size, magnitude);
        hessian = _mm512_add_epi64(hessian, _mm512_srli_epi64(_mm512_mul_epu32(magnitude, rest), 28));
    }
    leadscore_totals totals = {
        _mm512_reduce_add_epi64(sum), _mm512_reduce_add_epi64(size), _mm512_reduce_add_epi64(hessian)
    };
    return totals;
}

/// Packs gradients and hessians into words; `PackedSums` has the fields.
/// - Parameters:
///   - count: of the rows; up to seven behind them are read and written too.
///   - gradientShift, hessianShift: by how many bits words are coarser than gradients.
///   - one: the word of a row without gradient and hessian.
LEADSCORE_WIDE void leadscore_pack(
    const int32_t *gradients, ptrdiff_t count, int gradientShift, int hessianShift, int hessianBits, uint64_t one,
    uint64_t *words
) {
    const __m512i gradientHalf = _mm512_set1_epi64(gradientShift > 0 ? 1LL << (gradientShift - 1) : 0);
    const __m512i hessianHalf = _mm512_set1_epi64(hessianShift > 0 ? 1LL << (hessianShift - 1) : 0);
    for (ptrdiff_t row = 0; row < count; row += 8) {
        __m512i g = _mm512_cvtepi32_epi64(_mm256_loadu_si256((const __m256i *)(gradients + row)));
        __m512i size = _mm512_abs_epi64(g);
        __m512i h = _mm512_sub_epi64(size, _mm512_srli_epi64(_mm512_mul_epu32(size, size), 28));
        h = _mm512_srli_epi64(_mm512_add_epi64(h, hessianHalf), (unsigned)hessianShift);
        h = _mm512_max_epi64(h, _mm512_set1_epi64(1));
        g = _mm512_srai_epi64(_mm512_add_epi64(g, gradientHalf), (unsigned)gradientShift);
        __m512i word = _mm512_add_epi64(_mm512_slli_epi64(g, (unsigned)hessianBits), h);
        _mm512_storeu_si512(words + row, _mm512_add_epi64(word, _mm512_set1_epi64((long long)one)));
    }
}

#endif
#endif
