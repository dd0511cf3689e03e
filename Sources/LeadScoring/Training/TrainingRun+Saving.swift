extension TrainingRun {
    /// Trains and saves the model; an existing file is replaced only by a whole new one.
    ///
    /// - Parameters:
    ///   - path: where the model goes.
    ///   - announce: told how far the run is, from any thread.
    /// - Returns: the report, and the size of the file in bytes.
    /// - Throws: ``Diagnostic``. On failure nothing is written.
    public func train(
        savingTo path: String, announcing announce: @escaping @Sendable (TrainingProgress) -> Void = { _ in }
    ) throws(Diagnostic) -> (report: TrainingReport, bytes: Int) {
        let start = ContinuousClock.now
        try ModelFiles.requireWritable(path)
        let result = try run(announcing: announce)
        announce(TrainingProgress(.save))
        let saving = ContinuousClock.now
        let bytes = try ModelFiles.save(result.artifact, to: path)
        var report = result.report
        report.seconds["save"] = (ContinuousClock.now - saving).inSeconds
        report.seconds["total"] = (ContinuousClock.now - start).inSeconds
        return (report, bytes)
    }
}
