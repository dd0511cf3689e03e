#ifndef LEADSCORE_SPLITS_H
#define LEADSCORE_SPLITS_H

#include <stdint.h>
#include "wide.h"

/// A leaf to be cut; `PackedSums` and `SplitScorer` say what the numbers are.
typedef struct {
    uint64_t sums, missing;
    int32_t countBits, gradientBits, hessianBits;
    int64_t leastHessian, leastCount;
    double gradient, hessian, regularization;
} leadscore_leaf;

/// Eight cuts, after a bin and the seven behind it.
typedef struct {
    /// The sums of all bins before.
    uint64_t before;
    /// Whether a cut may be better than the best so far, with missing values on the right and on the left; the lowest bit
    /// stands for the first cut.
    uint8_t promising, promisingWithMissing;
    /// Whether any cut up to here leaves enough on both sides, and whether none after these eight does.
    uint8_t canCut, isLast;
} leadscore_cuts;

#if defined(__x86_64__)

LEADSCORE_WIDE __mmask8 leadscore_is_enough(const leadscore_leaf *leaf, __m512i sums, __m512i hessians) {
    __mmask8 isEnough = _mm512_cmpge_epi64_mask(hessians, _mm512_set1_epi64(leaf->leastHessian));
    if (leaf->countBits == 0) return isEnough;
    // A negative gradient has borrowed from the count.
    const int bits = leaf->gradientBits + leaf->hessianBits;
    __m512i counts = _mm512_srli_epi64(_mm512_add_epi64(sums, _mm512_set1_epi64(1LL << (bits - 1))), (unsigned)bits);
    return isEnough & _mm512_cmpge_epi64_mask(counts, _mm512_set1_epi64(leaf->leastCount));
}

/// The cuts among eight that leave enough on both sides, and of those, the ones whose score is above the bound.
LEADSCORE_WIDE __mmask8 leadscore_screen(
    const leadscore_leaf *leaf, __m512i left, __mmask8 isAsked, double bound, __mmask8 *isEnoughRight, __mmask8 *isCut
) {
#pragma clang fp contract(off)
    const __m512i hessianField = _mm512_set1_epi64((1LL << leaf->hessianBits) - 1);
    __m512i right = _mm512_sub_epi64(_mm512_set1_epi64((long long)leaf->sums), left);
    __m512i hessians = _mm512_and_si512(left, hessianField);
    *isEnoughRight = leadscore_is_enough(leaf, right, _mm512_and_si512(right, hessianField));
    *isCut = isAsked & *isEnoughRight & leadscore_is_enough(leaf, left, hessians);
    __m512i gradients = _mm512_srai_epi64(
        _mm512_slli_epi64(left, (unsigned)leaf->countBits), (unsigned)(64 - leaf->gradientBits));
    __m512d g = _mm512_cvtepi64_pd(gradients), h = _mm512_cvtepi64_pd(hessians);
    __m512d regularization = _mm512_set1_pd(leaf->regularization);
    __m512d k = _mm512_set1_pd(leaf->gradient) - g;
    __m512d a = h + regularization, b = (_mm512_set1_pd(leaf->hessian) - h) + regularization;
    __m512d score = g * g * b + k * k * a;
    return _mm512_mask_cmp_pd_mask(*isCut, score, _mm512_set1_pd(bound) * (a * b), _CMP_GT_OQ);
}

/// Goes on to the next cuts that may be better than the best so far.
/// - Parameters:
///   - bin: the first to look at; `end` is behind the last.
///   - bound: what the score of a cut must exceed, over the product of both sides' curvatures.
///   - cuts: those found; from one call to the next it keeps the sums.
/// - Returns: the bin of the first of the eight; −1 if there are none.
LEADSCORE_WIDE ptrdiff_t leadscore_next_cuts(
    const uint64_t *histogram, ptrdiff_t bin, ptrdiff_t end, const leadscore_leaf *leaf, double bound,
    leadscore_cuts *cuts
) {
    const __m512i zero = _mm512_setzero_si512();
    for (; bin < end && !cuts->isLast; bin += 8) {
        __mmask8 isBin = end - bin >= 8 ? 0xFF : (__mmask8)((1 << (end - bin)) - 1);
        __m512i words = _mm512_maskz_loadu_epi64(isBin, histogram + bin);
        __mmask8 isAsked = _mm512_test_epi64_mask(words, words);
        if (isAsked == 0) continue;
        // Sums from the left: of two, of four, of eight.
        __m512i left = _mm512_add_epi64(words, _mm512_alignr_epi64(words, zero, 7));
        left = _mm512_add_epi64(left, _mm512_alignr_epi64(left, zero, 6));
        left = _mm512_add_epi64(left, _mm512_alignr_epi64(left, zero, 4));
        left = _mm512_add_epi64(left, _mm512_set1_epi64((long long)cuts->before));
        __mmask8 isEnoughRight, isCut;
        cuts->promising = leadscore_screen(leaf, left, isAsked, bound, &isEnoughRight, &isCut);
        cuts->canCut |= isCut;
        cuts->isLast = isEnoughRight != 0xFF;
        if (leaf->missing != 0) {
            __mmask8 isEnoughBoth;
            __m512i both = _mm512_add_epi64(left, _mm512_set1_epi64((long long)leaf->missing));
            cuts->promisingWithMissing =
                leadscore_screen(leaf, both, isAsked & isEnoughRight, bound, &isEnoughBoth, &isCut);
            cuts->canCut |= isCut;
        }
        if ((cuts->promising | cuts->promisingWithMissing) != 0) return bin;
        __m128i last = _mm512_extracti64x2_epi64(left, 3);
        cuts->before = (uint64_t)_mm_extract_epi64(last, 1);
    }
    return -1;
}

#endif
#endif
