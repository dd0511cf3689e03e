import LearningCore
import Tabular

extension FeatureStep {
    /// The step's feature columns for the rows of a table; `reader` is that of a normalised column.
    func values(from frame: DataFrame, _ reader: TextReader?) throws(ExtractionError) -> [FeatureColumn] {
        let source = try Self.column(column, of: frame, expected: columnType)
        switch (self, source.values) {
        case (.number(_, let flagsPlaceholder), .number(let values)):
            guard flagsPlaceholder else { return [.numeric(values)] }
            let flags = (0..<source.count).map { source.state(at: $0) == .placeholder ? 1.0 : 0 }
            return [.numeric(values), .numeric(flags)]
        case (.level(_, let levels, let poolsRare, let keepsPlaceholder), .text(let text)):
            return [.categorical(Self.codes(of: source, text, levels, poolsRare, keepsPlaceholder))]
        case (.boolean(_, let keepsPlaceholder), .boolean(let values)):
            let placeholder: Int32 = keepsPlaceholder ? 2 : -1
            let codes: [Int32] = values.indices.map { row in
                switch source.state(at: row) {
                case .value: values[row] ? 1 : 0
                case .placeholder: placeholder
                case .absent: -1
                }
            }
            return [.categorical(codes)]
        case (.date(let name, let timeColumn, let reference, let parts), .date(let times)):
            var origin: [Double]?
            if let timeColumn, timeColumn != name {
                let column = try Self.column(timeColumn, of: frame, expected: .date)
                if case .date(let values) = column.values { origin = values }
            }
            return Self.dateColumns(times, origin: origin, reference: timeColumn == nil ? reference : nil, parts)
        case (.textLength, .text(let text)):
            let lengths = (0..<source.count).map {
                source.state(at: $0) == .value ? Double(text.length(at: $0)) : .nan
            }
            return [.numeric(lengths)]
        case (.normalised(let step), .text(let text)):
            return step.values(of: source, text, with: reader ?? step.reader)
        default: throw .wrongType(column: column, expected: columnType, found: source.type)
        }
    }

    private static func column(
        _ name: String, of frame: DataFrame, expected: ColumnType
    ) throws(ExtractionError) -> Column {
        guard let column = frame[name] else {
            throw .missingColumn(name, closest: Spelling.closest(to: name, among: frame.columns.map(\.name)))
        }
        guard column.type == expected else { throw .wrongType(column: name, expected: expected, found: column.type) }
        return column
    }

    private static func codes(
        of source: Column, _ text: TextValues, _ levels: [String], _ poolsRare: Bool, _ keepsPlaceholder: Bool
    ) -> [Int32] {
        let rare: Int32 = poolsRare ? Int32(levels.count) : -1
        let placeholder: Int32 = keepsPlaceholder ? Int32(levels.count + (poolsRare ? 1 : 0)) : -1
        let known = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
        var codes: [Int32]
        switch text {
        case .dictionary(let cells, let names):
            let translation = names.map { known[$0] ?? rare }
            codes = cells.map { $0 < 0 ? -1 : translation[Int($0)] }
        case .buffer: codes = (0..<text.count).map { known[text[$0]] ?? rare }
        }
        guard let states = source.states else { return codes }
        for row in states.indices where states[row] != .value {
            codes[row] = states[row] == .placeholder ? placeholder : -1
        }
        return codes
    }

    private static func dateColumns(
        _ times: [Double], origin: [Double]?, reference: Double?, _ parts: [CalendarPart]
    ) -> [FeatureColumn] {
        var columns: [FeatureColumn] = []
        if let origin {
            columns.append(.numeric(zip(origin, times).map { ($0 - $1) / 86_400 }))
        } else if let reference {
            columns.append(.numeric(times.map { (reference - $0) / 86_400 }))
        }
        for part in parts {
            switch part {
            case .weekday: columns.append(.categorical(times.map { $0.isNaN ? -1 : Int32(weekday(of: $0)) }))
            case .month: columns.append(.categorical(times.map { $0.isNaN ? -1 : Int32(month(of: $0)) }))
            case .hour: columns.append(.numeric(times.map { $0.isNaN ? .nan : hour(of: $0) }))
            }
        }
        return columns
    }

    /// 0 is Monday; 1 January 1970 was a Thursday.
    static func weekday(of time: Double) -> Int {
        let day = Int((time / 86_400).rounded(.down))
        return ((day + 3) % 7 + 7) % 7
    }

    /// Hours since midnight, with the minutes as a fraction.
    static func hour(of time: Double) -> Double {
        (time - (time / 86_400).rounded(.down) * 86_400) / 3_600
    }

    /// 0 is January. Days to months by counting from 1 March of year 0, where the leap day is the year's last
    /// (Hinnant's civil-from-days).
    static func month(of time: Double) -> Int {
        let day = Int((time / 86_400).rounded(.down)) + 719_468
        let dayOfEra = day - (day >= 0 ? day : day - 146_096) / 146_097 * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        return (fromMarch + 2) % 12
    }
}

extension TextValues {
    /// The length of a row's text in bytes.
    fileprivate func length(at row: Int) -> Int {
        switch self {
        case .dictionary(let codes, let levels): codes[row] < 0 ? 0 : levels[Int(codes[row])].utf8.count
        case .buffer(_, let offsets): offsets[row + 1] - offsets[row]
        }
    }
}
