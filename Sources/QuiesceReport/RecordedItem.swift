/// A trace of a result, and whose it is.
package struct RecordedItem: Sendable {
  /// The run.
  package let check: JSONCheck
  /// Its place among the runs.
  package let run: Int
  /// The property, `deadlock`, `stuck` or `fault`.
  package let property: JSONProperty
  /// The path.
  package let trace: JSONTrace
}

extension JSONReport {
  /// The traces, in order.
  package var items: [RecordedItem] {
    checks.enumerated().flatMap { run, check in
      check.properties.flatMap { property in
        ([property.trace].compactMap { $0 } + (property.others?.found ?? []).map(\.trace)).map { trace in
          RecordedItem(check: check, run: run, property: property, trace: trace)
        }
      }
    }
  }
}
