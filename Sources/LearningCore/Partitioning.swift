extension RandomAccessCollection {
    /// The first index whose element satisfies a predicate that is false up to some place and true from there on.
    /// Complexity: O(log count).
    @inlinable
    public func partitioningIndex(where isAfter: (Element) -> Bool) -> Index {
        var low = startIndex
        var count = self.count
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if isAfter(self[middle]) { count = half } else { (low, count) = (index(after: middle), count - half - 1) }
        }
        return low
    }
}
