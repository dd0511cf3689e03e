/// The names of the months in English and German, full and short.
enum MonthNames {
    static func take(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int? {
        var word: [UInt8] = []
        while position < end, isLetter(bytes[position]), word.count < 12 {
            word.append(bytes[position] < 0x80 ? bytes[position] | 0x20 : bytes[position])
            position += 1
        }
        return table[word]
    }

    private static let names = [
        "jan january januar jänner", "feb february februar", "mar march mär märz mrz", "apr april", "may mai",
        "jun june juni", "jul july juli", "aug august", "sep sept september", "oct october okt oktober",
        "nov november", "dec december dez dezember",
    ]

    private static let table: [[UInt8]: Int] = {
        var table: [[UInt8]: Int] = [:]
        for (index, month) in names.enumerated() {
            for name in month.split(separator: " ") { table[Array(name.utf8)] = index + 1 }
        }
        return table
    }()
}
