import Mustache

/// Makes a file of a page. The same page gives the same bytes.
public enum PageRenderer: Sendable {
    /// One self-contained HTML file: no script, and no request to anywhere.
    case html
    /// For pull requests and wikis (CommonMark with tables). Its charts are tables.
    case markdown

    /// What the end of a file's name asks for: Markdown for `.md` and `.markdown`, HTML for all others.
    public init(forFile path: String) {
        let name = path.lowercased()
        self = name.hasSuffix(".md") || name.hasSuffix(".markdown") ? .markdown : .html
    }

    /// Complexity: O(page).
    public func text(of page: Page) throws -> String {
        let name =
            switch self {
            case .html: "html"
            case .markdown: "markdown"
            }
        guard let text = try Templates.library().render(PageView(page), withTemplate: name) else {
            preconditionFailure("the template \(name) is part of the program")
        }
        return text
    }
}
