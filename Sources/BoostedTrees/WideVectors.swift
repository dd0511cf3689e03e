import CWideVectors

/// Whether the loops in `CWideVectors` may take the place of their twins here; both give the same bytes.
enum WideVectors {
    static let areAvailable: Bool = {
        #if arch(x86_64)
            leadscore_has_wide_vectors() != 0
        #else
            false
        #endif
    }()
}
