/// Which types of events a question is about.
public enum EventTypes: Sendable, Hashable, Codable {
    case any
    /// Types the log does not have match nothing; they are no error.
    case only([String])
    case except([String])

    public func contains(_ type: String) -> Bool {
        switch self {
        case .any: true
        case .only(let names): names.contains(type)
        case .except(let names): !names.contains(type)
        }
    }

    /// As codes of a log.
    func bound(to log: EventLog) -> BoundTypes {
        switch self {
        case .any: return .any
        case .only(let names):
            let names = Set(names)
            let flags = log.typeNames.map(names.contains)
            let codes = flags.indices.filter { flags[$0] }
            return codes.count == 1 ? .one(Int32(codes[0])) : .several(flags)
        case .except(let names):
            let names = Set(names)
            return .several(log.typeNames.map { !names.contains($0) })
        }
    }
}

/// ``EventTypes`` as codes of one log.
enum BoundTypes: Sendable {
    case any
    case one(Int32)
    case several([Bool])

    @inline(__always)
    func contains(_ type: Int32) -> Bool {
        switch self {
        case .any: true
        case .one(let code): code == type
        case .several(let flags): flags[Int(type)]
        }
    }
}
