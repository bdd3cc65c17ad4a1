public import QuiesceLanguage

/// Files that exist only in a test.
public struct MemoryReader: FileReader {
  /// The files' texts by their absolute paths.
  public var files: [String: [UInt8]]

  /// Makes a reader over texts by their absolute paths.
  public init(_ files: [String: String]) {
    self.files = files.mapValues { Array($0.utf8) }
  }

  /// The content of a file.
  public func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let bytes = files[path] else { throw .missing }
    guard bytes.count <= maximumFileSize else { throw .tooLarge(limit: maximumFileSize) }
    return bytes
  }

  /// The paths of all `.quiesce` files below a directory, sorted.
  public func modelFiles(under directory: String) -> [String] {
    files.keys.filter { $0.hasPrefix(directory + "/") && $0.hasSuffix(".quiesce") }.sorted()
  }
}
