import Foundation
import Synchronization

/// The shared state of a ``WorkerPool``: one parallel region at a time, its tasks handed out from both ends.
///
/// The caller and every second worker take the first task left, the others the last. With two threads each then meets the
/// same half of the data in region after region and finds it in its own caches; between cores that share none, a cache line
/// takes a quarter of a microsecond.
///
/// A region is published by storing the task and then raising `generation`; a worker that sees the new generation
/// registers in `busy` under the lock, takes numbers until none is left, and leaves. The caller returns only when every
/// registered worker has left, which is what lets the task be a non-escaping closure.
final class Region: @unchecked Sendable {
    private let condition = NSCondition()
    private let generation = Atomic<Int>(0)
    /// The tasks not taken yet: the first in the low half, the end in the high half.
    private let open = Atomic<UInt64>(0)
    private let busy = Atomic<Int>(0)
    private let occupied = Atomic<Bool>(false)
    private var task: ((Int) -> Void)?
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
        open.store(UInt64(count) << 32, ordering: .relaxed)
        generation.add(1, ordering: .releasing)
        if sleepers > 0 { condition.broadcast() }
        condition.unlock()
        work(task, fromBack: false)
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
    /// - Parameter fromBack: from which end it takes tasks.
    func serve(fromBack: Bool) {
        var seen = 0
        while true {
            waitForChange(of: seen)
            switch takePart(after: &seen, fromBack) {
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
    private func takePart(after seen: inout Int, _ fromBack: Bool) -> Part {
        condition.lock()
        seen = generation.load(ordering: .acquiring)
        let (closed, task) = (closed, task)
        if task != nil { busy.add(1, ordering: .relaxed) }
        condition.unlock()
        if closed { return .closed }
        guard let task else { return .cameTooLate }
        work(task, fromBack: fromBack)
        return .worked
    }

    private func work(_ task: (Int) -> Void, fromBack: Bool) {
        while let index = next(fromBack: fromBack) { task(index) }
    }

    private func next(fromBack: Bool) -> Int? {
        var seen = open.load(ordering: .relaxed)
        while true {
            let (first, end) = (seen & 0xFFFF_FFFF, seen >> 32)
            guard first < end else { return nil }
            let rest = fromBack ? first | (end - 1) << 32 : first + 1 | end << 32
            let (isTaken, now) = open.compareExchange(expected: seen, desired: rest, ordering: .relaxed)
            if isTaken { return Int(fromBack ? end - 1 : first) }
            seen = now
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
