import Foundation
import Synchronization

/// The shared state of a ``WorkerPool``: one parallel region at a time, its tasks handed out from both ends.
///
/// The caller and every second worker take the first task left, the others the last. With two threads each then meets the
/// same half of the data in region after region and finds it in its own caches; between cores that share none, a cache line
/// takes a quarter of a microsecond.
///
/// A region is opened by one store to `open` and closed when all but the caller's tasks are off `unfinished`: a cache line each
/// way, so that regions of a few microseconds are worth a second thread. A worker looks at the task only once it has taken a
/// number, and the caller returns only when all that were taken are done, which is what lets the task be borrowed.
@safe
final class Region: @unchecked Sendable {
    /// The tasks not taken yet: the first in the low half, the end in the high half.
    private let open = Atomic<UInt64>(0)
    private let unfinished = Atomic<Int>(0)
    /// Written only while no number can be taken.
    private var task: Unmanaged<NumberedTask>?
    private let occupied = Atomic<Bool>(false)
    private let closed = Atomic<Bool>(false)
    private let sleepers = Atomic<Int>(0)
    private let condition = NSCondition()

    /// How often an idle worker looks for work before it sleeps: some 50 µs, what lies between the regions of a small tree.
    private static let spins = 100_000
    /// How often a thread looks before it lets others have the processor: some microseconds, because the scheduler may have
    /// put the thread it waits for on the same one.
    private static let patience = 4_096

    /// Claims the region; `false` if another region is running (a nested call).
    func enter() -> Bool {
        occupied.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
    }

    func leave() { occupied.store(false, ordering: .releasing) }

    /// - Parameter count: at least 1; the first task is the caller's.
    @unsafe
    func run(_ count: Int, _ task: NumberedTask) {
        unsafe self.task = Unmanaged.passUnretained(task)
        unfinished.store(count, ordering: .relaxed)
        // In one order with the sleepers' count: either a worker going to sleep sees the tasks or it is seen here.
        open.store(1 | UInt64(count) << 32, ordering: .sequentiallyConsistent)
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
        task.run(0)
        var done = 1
        while let index = next(fromBack: false) {
            task.run(index)
            done += 1
        }
        var spins = 0
        while unfinished.load(ordering: .acquiring) > done {
            spins += 1
            if spins % Self.patience == 0 { sched_yield() }
        }
        unsafe self.task = nil
    }

    func close() {
        closed.store(true, ordering: .sequentiallyConsistent)
        wake()
    }

    private func wake() {
        condition.lock()
        condition.broadcast()
        condition.unlock()
    }

    /// The life of a worker thread.
    /// - Parameter fromBack: from which end it takes tasks.
    func serve(fromBack: Bool) {
        while waitForTasks() {
            let done = takePart(fromBack)
            if done > 0 { unfinished.subtract(done, ordering: .releasing) }
        }
    }

    /// The task is borrowed, not counted: counting would move its cache line between the threads in every region.
    /// - Returns: how many tasks were done.
    private func takePart(_ fromBack: Bool) -> Int {
        guard let first = next(fromBack: fromBack), let task = unsafe task else { return 0 }
        return unsafe task._withUnsafeGuaranteedRef { task in
            task.run(first)
            var done = 1
            while let index = next(fromBack: fromBack) {
                task.run(index)
                done += 1
            }
            return done
        }
    }

    private func next(fromBack: Bool) -> Int? {
        var seen = open.load(ordering: .relaxed)
        while true {
            let (first, end) = (seen & 0xFFFF_FFFF, seen >> 32)
            guard first < end else { return nil }
            let rest = fromBack ? first | (end - 1) << 32 : first + 1 | end << 32
            let (isTaken, now) = open.compareExchange(expected: seen, desired: rest, ordering: .acquiring)
            if isTaken { return Int(fromBack ? end - 1 : first) }
            seen = now
        }
    }

    private var hasTasks: Bool {
        let seen = open.load(ordering: .sequentiallyConsistent)
        return seen & 0xFFFF_FFFF < seen >> 32
    }

    /// - Returns: `false` if the pool is gone.
    private func waitForTasks() -> Bool {
        for spin in 0..<Self.spins {
            if hasTasks { return true }
            if spin % Self.patience == Self.patience - 1 { sched_yield() }
        }
        condition.lock()
        defer { condition.unlock() }
        sleepers.add(1, ordering: .sequentiallyConsistent)
        defer { sleepers.subtract(1, ordering: .relaxed) }
        while !hasTasks {
            if closed.load(ordering: .sequentiallyConsistent) { return false }
            condition.wait()
        }
        return true
    }
}
