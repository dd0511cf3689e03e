import Foundation
import Synchronization

/// The shared state of a ``WorkerPool``: one parallel region at a time, its tasks handed out by an atomic counter.
///
/// A region is published by storing the task and then raising `generation`; a worker that sees the new generation
/// registers in `busy` under the lock, takes numbers until none is left, and leaves. The caller returns only when every
/// registered worker has left, which is what lets the task be a non-escaping closure.
final class Region: @unchecked Sendable {
    private let condition = NSCondition()
    private let generation = Atomic<Int>(0)
    private let nextTask = Atomic<Int>(0)
    private let busy = Atomic<Int>(0)
    private let occupied = Atomic<Bool>(false)
    private var task: ((Int) -> Void)?
    private var count = 0
    private var sleepers = 0
    private var closed = false

    /// How often an idle worker looks for work before it sleeps: some 10 µs.
    private static let spins = 20_000

    /// Claims the region; `false` if another region is running (a nested call).
    func enter() -> Bool {
        occupied.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
    }

    func leave() { occupied.store(false, ordering: .releasing) }

    @unsafe
    func run(_ count: Int, _ task: @escaping (Int) -> Void) {
        condition.lock()
        self.task = task
        self.count = count
        nextTask.store(0, ordering: .relaxed)
        generation.add(1, ordering: .releasing)
        if sleepers > 0 { condition.broadcast() }
        condition.unlock()
        work(count, task)
        condition.lock()
        self.task = nil
        condition.unlock()
        var spins = 0
        while busy.load(ordering: .acquiring) > 0 {
            spins += 1
            if spins > Self.spins { sched_yield() }
        }
    }

    func close() {
        condition.lock()
        closed = true
        generation.add(1, ordering: .releasing)
        condition.broadcast()
        condition.unlock()
    }

    /// The life of a worker thread.
    func serve() {
        var seen = 0
        while true {
            waitForChange(of: seen)
            switch takePart(after: &seen) {
            case .worked: busy.subtract(1, ordering: .releasing)
            case .cameTooLate: continue
            case .closed: return
            }
        }
    }

    private enum Part { case worked, cameTooLate, closed }

    /// Never inlined, so that the copy of the task is gone on return, before the caller of `run` may go on: the task
    /// does not outlive its region.
    @inline(never)
    private func takePart(after seen: inout Int) -> Part {
        condition.lock()
        seen = generation.load(ordering: .acquiring)
        let (closed, task, count) = (closed, task, count)
        if task != nil { busy.add(1, ordering: .relaxed) }
        condition.unlock()
        if closed { return .closed }
        guard let task else { return .cameTooLate }
        work(count, task)
        return .worked
    }

    private func work(_ count: Int, _ task: (Int) -> Void) {
        while true {
            let index = nextTask.add(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            task(index)
        }
    }

    private func waitForChange(of seen: Int) {
        for _ in 0..<Self.spins where generation.load(ordering: .acquiring) != seen { return }
        condition.lock()
        sleepers += 1
        while generation.load(ordering: .acquiring) == seen { condition.wait() }
        sleepers -= 1
        condition.unlock()
    }
}
