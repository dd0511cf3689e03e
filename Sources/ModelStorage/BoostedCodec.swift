import BoostedTrees
import LearningCore

/// Boosted trees as bytes: schema, base log-odds, then each tree's arrays.
enum BoostedCodec {
    static func write(_ model: GradientBoostingModel, to writer: inout ByteWriter) {
        SchemaCodec.write(model.schema, to: &writer)
        writer.write(model.baseLogOdds)
        writer.write(UInt64(model.trees.count))
        for tree in model.trees {
            let arrays = tree.arrays
            writer.write(arrays.features)
            writer.write(arrays.thresholds)
            writer.write(arrays.levelSetOffsets)
            writer.write(arrays.levelSetWords)
            writer.write(arrays.missingGoesLeft.map { UInt8($0 ? 1 : 0) })
            writer.write(arrays.leftChildren)
            writer.write(arrays.rightChildren)
            writer.write(arrays.splitGains)
            writer.write(arrays.splitCovers)
            writer.write(arrays.leafValues)
            writer.write(arrays.leafCovers)
        }
    }

    static func read(from reader: inout ByteReader) throws(StorageError) -> GradientBoostingModel {
        let schema = try SchemaCodec.read(from: &reader)
        let baseLogOdds = try reader.readDouble()
        var trees: [DecisionTree] = []
        // A tree takes at least the eleven lengths of its arrays.
        for _ in 0..<(try reader.readCount(elementSize: 88)) { trees.append(try tree(from: &reader)) }
        do throws(DecisionTreeError) {
            return try GradientBoostingModel(schema: schema, baseLogOdds: baseLogOdds, trees: trees)
        } catch {
            throw .inconsistent("\(error)")
        }
    }

    private static func tree(from reader: inout ByteReader) throws(StorageError) -> DecisionTree {
        var arrays = DecisionTree.Arrays()
        arrays.features = try reader.readArray(of: Int32.self)
        arrays.thresholds = try reader.readDoubles()
        arrays.levelSetOffsets = try reader.readArray(of: Int32.self)
        arrays.levelSetWords = try reader.readArray(of: UInt64.self)
        arrays.missingGoesLeft = try reader.readArray(of: UInt8.self).map { $0 != 0 }
        arrays.leftChildren = try reader.readArray(of: Int32.self)
        arrays.rightChildren = try reader.readArray(of: Int32.self)
        arrays.splitGains = try reader.readDoubles()
        arrays.splitCovers = try reader.readDoubles()
        arrays.leafValues = try reader.readDoubles()
        arrays.leafCovers = try reader.readDoubles()
        do throws(DecisionTreeError) { return try DecisionTree(arrays) } catch { throw .inconsistent("\(error)") }
    }
}
