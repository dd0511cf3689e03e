import Foundation
import Synchronization

/// Shows how long work goes: a line that is redrawn on a terminal, one plain line every ten seconds elsewhere.
///
/// A thread of its own watches the clock, so that what it watches need not report in any rhythm.
final class ProgressDisplay: Sendable {
    private struct State {
        /// Until a command says what it does.
        var text = "working"
        var share = 0.0
        var isOver = false
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now
    private let isTerminal: Bool
    private let isQuiet: Bool

    /// - Parameter isQuiet: show nothing.
    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        isTerminal = Console.errorIsTerminal
        guard !isQuiet else { return }
        let first = isTerminal ? 1.0 : 10
        Thread { [weak self] in
            var next = first
            while let display = self, !display.state.withLock(\.isOver) {
                let elapsed = display.elapsed
                if elapsed >= next {
                    display.show(elapsed)
                    next = elapsed + (display.isTerminal ? 0.2 : 10)
                }
                usleep(50_000)
            }
        }.start()
    }

    private var elapsed: Double { Double((ContinuousClock.now - start).components.seconds) + fraction }
    private var fraction: Double { Double((ContinuousClock.now - start).components.attoseconds) * 1e-18 }

    /// - Parameters:
    ///   - text: what is being done.
    ///   - share: how much of the whole is done, 0…1; 0 for unknown.
    func update(_ text: String, share: Double = 0) {
        state.withLock {
            $0.text = text
            $0.share = share
        }
    }

    /// Clears the line. Nothing is shown after it.
    func finish() {
        state.withLock { $0.isOver = true }
        if !isQuiet, isTerminal, elapsed >= 1 { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private func show(_ elapsed: Double) {
        let (text, share) = state.withLock { ($0.text, $0.share) }
        var line = "\(text) … \(Int(elapsed)) s"
        if share > 0.05 { line += ", about \(Int((elapsed * (1 - share) / share).rounded(.up))) s left" }
        if isTerminal {
            let width = 24
            let full = Int(share * Double(width))
            let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
            FileHandle.standardError.write(Data("\r\u{1B}[K\(share > 0 ? bar + " " : "")\(line)".utf8))
        } else {
            Console.error(line)
        }
    }
}
