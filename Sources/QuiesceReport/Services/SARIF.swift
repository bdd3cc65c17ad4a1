/// The part of SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format") that results use; the names are its own.
enum SARIF {
  /// A file with the result of one run of the tool.
  struct Log: Encodable {
    var schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    var version = "2.1.0"
    var runs: [Run]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version, runs
    }
  }

  struct Run: Encodable {
    var tool: Tool
    var automationDetails: AutomationDetails
    var columnKind = "unicodeCodePoints"
    var invocations: [Invocation]
    var results: [Result]
  }

  struct AutomationDetails: Encodable {
    var id = "quiesce/"
  }

  struct Tool: Encodable {
    var driver: Driver
  }

  struct Driver: Encodable {
    var name = "quiesce"
    var semanticVersion: String
    var rules: [Rule]
  }

  struct Rule: Encodable {
    var id: String
    var shortDescription: Text
    var fullDescription: Text
    var help: Text
    var defaultConfiguration: Configuration
  }

  struct Configuration: Encodable {
    var level: String
  }

  struct Text: Encodable {
    var text: String
  }

  struct Invocation: Encodable {
    var executionSuccessful: Bool
    var exitCode: Int
    var toolConfigurationNotifications: [Notification]
  }

  struct Notification: Encodable {
    var level: String
    var message: Text
    var descriptor: Descriptor
    var locations: [Location]?
  }

  struct Descriptor: Encodable {
    var id: String
  }

  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var kind: String
    var level: String
    var message: Text
    var locations: [Location]
    var relatedLocations: [Location]?
    var partialFingerprints: [String: String]
    var codeFlows: [CodeFlow]?
  }

  struct Location: Encodable {
    var id: Int?
    var physicalLocation: PhysicalLocation?
    var message: Text?
  }

  struct PhysicalLocation: Encodable {
    var artifactLocation: ArtifactLocation
    var region: Region
  }

  struct ArtifactLocation: Encodable {
    var uri: String
  }

  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int?
    var endLine: Int?
    var endColumn: Int?
  }

  struct CodeFlow: Encodable {
    var message: Text
    var threadFlows: [ThreadFlow]
  }

  struct ThreadFlow: Encodable {
    var id: String
    var message: Text
    var locations: [ThreadFlowLocation]
  }

  struct ThreadFlowLocation: Encodable {
    var location: Location
    var state: [String: Text]?
    var executionOrder: Int
    var importance: String
  }
}

extension SARIF.PhysicalLocation {
  /// The place in a file.
  init(_ region: SourceRegion) {
    artifactLocation = SARIF.ArtifactLocation(uri: SARIF.uri(region.path))
    self.region = SARIF.Region(
      startLine: region.line, startColumn: region.extent?.column, endLine: region.extent?.endLine,
      endColumn: region.extent?.endColumn)
  }
}

extension SARIF {
  /// A path as a relative reference (RFC 3986): a colon in its first part would make a scheme of that.
  static func uri(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    return (isAbsolute ? "file://" : "")
      + path.utf8.map { byte -> String in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "~"), UInt8(ascii: "/"):
          return String(UnicodeScalar(byte))
        default:
          let digits = String(byte, radix: 16, uppercase: true)
          return "%" + (digits.count < 2 ? "0" : "") + digits
        }
      }.joined()
  }
}
