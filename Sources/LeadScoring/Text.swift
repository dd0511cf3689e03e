import Foundation

/// A number with a fixed count of decimals, and a point whatever the locale.
package func decimal(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return "–" }
    return String(format: "%.\(places)f", value)
}

/// A share as a whole percentage, "38 %"; one decimal under ten.
package func percent(_ share: Double) -> String {
    decimal(share * 100, share < 0.0995 ? 1 : 0) + " %"
}

/// A whole number with thousands set off: "41,188".
package func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(abs(number)).reversed().enumerated() {
        if place > 0, place.isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
}

/// What a model of this kind (`StoredModel.kind`) is called in a sentence.
package func modelWords(kind: String) -> String {
    switch kind {
    case "boosted": "boosted trees"
    case "blend": "a blend of models"
    case "segmented": "own models for segments"
    default: "a logistic regression"
    }
}
