#ifndef LEADSCORE_WIDE_H
#define LEADSCORE_WIDE_H

// Loops that a processor with AVX-512 runs for many rows at a time. Swift compiles for every x86-64 there is and has no way
// to ask for more in one function; C has, and being `static inline` these need no build of their own. Each is the twin of a
// loop in Swift that runs everywhere else, and gives the same bits: integers, and floating-point operations in the same
// order, never fused. `swift build` does not see a change here: touch a file of the room that uses it.

#if defined(__x86_64__)

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define LEADSCORE_WIDE static inline __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,popcnt")))

/// Whether this processor has what the functions of this module are made of.
static inline int leadscore_has_wide_vectors(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("popcnt");
}

#endif
#endif
