import Foundation
import LeadScoring

/// Pages as files.
public enum ReportFile {
    /// Writes a page as HTML or Markdown, as the name of the file says. The file is there whole or not at all.
    ///
    /// - Throws: ``Diagnostic`` E501.
    public static func write(_ page: Page, to path: String) throws {
        try TextFile.write(try PageRenderer(forFile: path).text(of: page), to: path)
    }
}
