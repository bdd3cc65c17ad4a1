import Glibc
import QuiesceExport

/// Whether the peers are there. A desk without them skips what needs them; where they are required, that fails.
package enum Peers {
  /// Why a test of this desk was skipped.
  package static let absence: String = "Spin, Rumur and gcc are not installed"

  /// Whether tests with the peers run: they are installed, or must be.
  package static var areExpected: Bool {
    let isRequired = getenv("QUIESCE_REQUIRE_PEERS").map { String(cString: $0) } == "1"
    return isRequired || CrossCheck.Tool.allCases.allSatisfy { CrossCheck.missingCommands(of: $0).isEmpty }
  }
}
