/// A value of a YAML file with its place: the little of YAML that rule files need.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        case scalar(String, isQuoted: Bool)
        case list([YAMLNode])
        case map([Entry])
    }

    struct Entry: Sendable {
        let key: String
        let place: Place
        let value: YAMLNode
    }

    let content: Content
    let place: Place

    var isNull: Bool {
        if case .scalar(let text, isQuoted: false) = content {
            return ["", "~", "null", "Null", "NULL"].contains(text)
        }
        return false
    }

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .list: "a list"
        case .map: "a mapping"
        }
    }
}
