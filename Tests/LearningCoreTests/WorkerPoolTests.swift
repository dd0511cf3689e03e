import Foundation
import LearningCore
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
    @Test(arguments: [1, 2, 4, 8])
    func mapKeepsTaskOrder(threads: Int) {
        let pool = WorkerPool(threadCount: threads)
        for count in [0, 1, 2, 7, 1_000] {
            #expect(pool.map(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
        }
    }

    @Test func everyTaskRunsExactlyOnceOverManyRegions() {
        let pool = WorkerPool(threadCount: 4)
        for round in 0..<2_000 {
            let count = round % 17
            let sum = Atomic<Int>(0)
            unsafe pool.forEach(count) { sum.add($0 + 1, ordering: .relaxed) }
            #expect(sum.load(ordering: .relaxed) == count * (count + 1) / 2)
        }
    }

    /// The caller's task waits for the other one, which only a worker can have taken: one lost call would be too many.
    @Test func sleepingWorkersAreWoken() {
        let pool = WorkerPool(threadCount: 2)
        for round in 0..<30 {
            usleep(round % 3 == 0 ? 3_000 : 60)
            let isDone = Atomic<Bool>(false)
            let deadline = ContinuousClock.now + .seconds(20)
            unsafe pool.forEach(2) { index in
                if index == 1 { return isDone.store(true, ordering: .releasing) }
                while !isDone.load(ordering: .acquiring), ContinuousClock.now < deadline { sched_yield() }
            }
            #expect(ContinuousClock.now < deadline)
        }
    }

    @Test func aNestedRegionRunsWhereItIs() {
        let pool = WorkerPool(threadCount: 2)
        let sums = pool.map(8) { outer in pool.map(4) { $0 + outer }.reduce(0, +) }
        #expect(sums == (0..<8).map { 4 * $0 + 6 })
    }

    @Test func theFirstErrorInTaskOrderIsThrown() {
        let pool = WorkerPool(threadCount: 4)
        #expect(throws: LearningError.tooFewRows(3)) {
            try pool.tryMap(50) { index throws(LearningError) in
                if index >= 3 { throw .tooFewRows(index) }
                return index
            }
        }
    }

    @Test func blocksCoverEachNumberOnce() {
        #expect(WorkerPool.blocks(of: 10, size: 4) == [0..<4, 4..<8, 8..<10])
        #expect(WorkerPool.blocks(of: 0, size: 4).isEmpty)
    }
}
