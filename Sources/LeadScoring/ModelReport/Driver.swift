/// How much one column moves the scores, and which way.
public struct Driver: Sendable, Encodable {
    /// The column a person knows.
    public let field: String
    /// The mean over the leads of |what the column adds to the log-odds|.
    public let effect: Double
    /// The values that raise the chance most, and those that lower it most.
    public let raises: Group?
    public let lowers: Group?

    /// Leads of about the same value in the column.
    public struct Group: Sendable, Encodable {
        /// Such as `Reference`, or `1,004 to 1,467`.
        public let name: String
        public let rows: Int
        public let positives: Int
        /// The mean of what the column adds to their log-odds.
        public let contribution: Double
    }
}
