#ifndef LEADSCORE_PREFETCH_H
#define LEADSCORE_PREFETCH_H

/// Asks for the cache line at `address` without waiting for it. Swift has no such instruction of its own; being
/// `static inline`, this costs one instruction at the place of the call. Any address is allowed, even an invalid one.
static inline __attribute__((always_inline)) void leadscore_prefetch(const void *address) {
    __builtin_prefetch(address, 0, 3);
}

#endif
