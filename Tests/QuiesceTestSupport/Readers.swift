import Glibc

/// Programs and schemas of others that read what reports are written for. A desk without them skips what needs them; where
/// they are required, that fails.
package enum Readers {
  /// Why a test of this desk was skipped.
  package static let absence = "check-jsonschema, xmllint or prove is not installed"
  /// Why a test was skipped that needs a published schema.
  package static let schemaAbsence = "QUIESCE_SCHEMAS names no folder with the published schemas"

  /// Whether their absence is a failure.
  package static var areRequired: Bool { variable("QUIESCE_REQUIRE_READERS") == "1" }

  /// Whether tests with these programs run.
  package static var areExpected: Bool {
    areRequired || ["check-jsonschema", "xmllint", "prove"].allSatisfy { system("command -v \($0) >/dev/null") == 0 }
  }

  /// The folder of the published schemas, which are not part of this repository.
  package static var schemas: String? { variable("QUIESCE_SCHEMAS") }
  /// Why a test was skipped that runs a job for Spark.
  package static let sparkAbsence = "QUIESCE_SPARK names no Python that has PySpark"
  /// The Python that has PySpark.
  package static var spark: String? { variable("QUIESCE_SPARK") }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
