import Foundation
import Synchronization

/// A fixed set of threads that work through numbered tasks together.
///
/// Threads change when a task runs, never what it computes: callers cut work into the same tasks whatever the number of
/// threads, and combine results in task order. That is how the same data gives the same bytes at any thread count.
///
/// A pool is made once and used for a whole run. Between parallel regions its threads spin for some 50 microseconds, then
/// sleep, because growing a tree asks for thousands of short regions. Regions do not nest: a region started from inside
/// a task runs on that task's thread alone.
public final class WorkerPool: Sendable {
    /// The number of threads that work, the caller's included.
    public let threadCount: Int
    private let region: Region

    /// - Parameter threadCount: at least 1, or `nil` for as many as the machine has processors; the caller is one of
    ///   them, so 1 starts no thread.
    public init(threadCount: Int? = nil) {
        let threadCount = threadCount ?? ProcessInfo.processInfo.activeProcessorCount
        precondition(threadCount >= 1)
        self.threadCount = threadCount
        region = Region()
        for number in 1..<threadCount {
            let thread = Thread { [region] in region.serve(fromBack: number % 2 == 1) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit { region.close() }

    /// The results of `task(0)`, `task(1)`, … in that order.
    public func map<Result: Sendable>(_ count: Int, _ task: @Sendable (Int) -> Result) -> [Result] {
        guard threadCount > 1, count > 1 else { return (0..<count).map(task) }
        let slots = (0..<count).map { _ in Slot<Result>() }
        unsafe forEach(count) { index in slots[index].value.withLock { $0 = task(index) } }
        return slots.map { slot in
            guard let value = slot.value.withLock({ $0 }) else { preconditionFailure("a task did not run") }
            return value
        }
    }

    /// As ``map(_:_:)``, for tasks that can fail: the error of the first failing task in task order is thrown.
    public func tryMap<Result: Sendable, Failure: Error>(
        _ count: Int, _ task: @Sendable (Int) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        let outcomes = map(count) { index -> Swift.Result<Result, Failure> in
            do throws(Failure) { return .success(try task(index)) } catch { return .failure(error) }
        }
        var results: [Result] = []
        results.reserveCapacity(count)
        for outcome in outcomes { results.append(try outcome.get()) }
        return results
    }

    /// Calls `task` once for every number below `count`, from several threads at once. For kernels.
    ///
    /// Unsafe because nothing checks what the tasks share: each must write only to memory no other task touches.
    @unsafe
    public func forEach(_ count: Int, _ task: (Int) -> Void) {
        guard threadCount > 1, count > 1 else { return (0..<count).forEach(task) }
        withoutActuallyEscaping(task) { task in unsafe forEach(count, ClosureTask(task)) }
    }

    /// The same for a task that is made once and run often: a closure costs an allocation each time.
    @unsafe
    public func forEach(_ count: Int, _ task: NumberedTask) {
        guard threadCount > 1, count > 1, count < 1 << 32, region.enter() else {
            for index in 0..<count { task.run(index) }
            return
        }
        defer { region.leave() }
        unsafe region.run(count, task)
    }

    /// Cuts `0 ..< count` into blocks of `size` (the last may be shorter). The cut depends on nothing else, so sums over
    /// blocks taken in order do not depend on the number of threads.
    public static func blocks(of count: Int, size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
}

/// Work in numbered parts that several threads do at once; see ``WorkerPool/forEach(_:_:)``.
open class NumberedTask {
    public init() {}

    open func run(_ number: Int) {}
}

private final class ClosureTask: NumberedTask {
    private let task: (Int) -> Void

    init(_ task: @escaping (Int) -> Void) { self.task = task }

    override func run(_ number: Int) { task(number) }
}

/// Where one task leaves its result.
private final class Slot<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
