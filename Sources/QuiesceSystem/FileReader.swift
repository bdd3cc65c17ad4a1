/// Where files come from: the disk, or a dictionary in a test.
package protocol FileReader: Sendable {
  /// The content of a file, named by its absolute path.
  func read(_ path: String) throws(FileError) -> [UInt8]
  /// The absolute paths of all `.quiesce` files in a directory and those below it, sorted; none if there is none.
  func modelFiles(under directory: String) -> [String]
}

/// Why a file cannot be read.
package enum FileError: Error, Hashable, Sendable {
  /// Nothing has this name.
  case missing
  /// It is a directory, a device or something else that has no text.
  case notAFile
  /// The user may not read it.
  case forbidden
  /// It has more bytes than the limit.
  case tooLarge(limit: Int)
  /// The system's error number.
  case failed(Int32)

  /// What the user reads behind "cannot be read: ".
  package var reason: String {
    switch self {
    case .missing: "there is no such file"
    case .notAFile: "it is not a regular file"
    case .forbidden: "permission is denied"
    case .tooLarge(let limit): "it is larger than \(limit >> 20) MiB"
    case .failed(let number): "the system reports error \(number)"
    }
  }
}

/// The largest model or property file that is read, in bytes.
package let maximumFileSize = 4 << 20

/// What the name of a model or property file ends with.
package let sourceFileExtension = ".quiesce"
