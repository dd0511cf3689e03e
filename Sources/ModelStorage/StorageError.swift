/// Why a model file cannot be read or written. A damaged file always ends here, never in a crash or a wrong score.
public enum StorageError: Error, Sendable, Equatable {
    /// The file does not begin as a model file does.
    case notAModel
    /// Written by a later version: what this version reads at most, and what the file needs.
    case tooNew(supported: Int, needed: Int)
    /// Written in a format so old that this version no longer reads it.
    case tooOld(oldestReadable: Int, written: Int)
    /// Bytes are missing, added or changed; the part of the file in which it shows.
    case damaged(part: String)
    /// All checksums hold, but the content contradicts itself.
    case inconsistent(String)
    /// The operating system refused; its reason.
    case cannotRead(reason: String)
    /// Such as `cannot be written: Is a directory`.
    case cannotWrite(reason: String)
}

extension StorageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAModel: "this is not a leadscore model file"
        case .tooNew(let supported, let needed):
            "the model file needs format version \(needed); this leadscore reads up to version \(supported)"
        case .tooOld(let oldest, let written):
            "the model file has format version \(written); this leadscore reads version \(oldest) and later"
        case .damaged(let part): "the model file is damaged: \(part) does not match its checksum or length"
        case .inconsistent(let what): "the model file contradicts itself: \(what)"
        case .cannotRead(let reason): "the model file cannot be read: \(reason)"
        case .cannotWrite(let reason): "the model file \(reason)"
        }
    }
}
