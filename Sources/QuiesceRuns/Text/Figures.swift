/// Numbers as people read them.
package enum Figures {
  /// `1,234,567`
  package static func count(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
  }

  /// `1,234 states`, `1 state`
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `1,234 searches`, `1 search`
  package static func count(_ number: Int, _ noun: String, plural: String) -> String {
    "\(count(number)) \(number == 1 ? noun : plural)"
  }

  /// A number with so many decimals.
  package static func fixed(_ number: Double, decimals: Int) -> String {
    guard number.isFinite, number.magnitude < 1e15 else { return "\(number)" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((number.magnitude * scale).rounded())
    let whole = count(scaled / Int(scale))
    let sign = number < 0 && scaled != 0 ? "-" : ""
    guard decimals > 0 else { return sign + whole }
    let fraction = String(scaled % Int(scale))
    return sign + whole + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  /// `0.05 s`, `12.3 s`, `4 min 07 s`, `2 h 05 min`
  package static func seconds(_ seconds: Double) -> String {
    if seconds < 9.995 { return fixed(seconds, decimals: 2) + " s" }
    if seconds < 99.95 { return fixed(seconds, decimals: 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
    return "\(whole / 3600) h \(twoDigits(whole / 60 % 60)) min"
  }

  /// `12.0 s to 4 min 07 s`, `12.0 s`
  package static func seconds(_ range: ClosedRange<Double>) -> String {
    let (least, most) = (seconds(range.lowerBound), seconds(range.upperBound))
    return least == most ? least : "\(least) to \(most)"
  }

  /// `512 B`, `1.5 KiB`, `61.2 MiB`
  package static func bytes(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes) B" }
    var value = Double(bytes) / 1024
    for unit in ["KiB", "MiB", "GiB"] {
      if value < 1023.95 { return fixed(value, decimals: 1) + " " + unit }
      value /= 1024
    }
    return fixed(value, decimals: 1) + " TiB"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
