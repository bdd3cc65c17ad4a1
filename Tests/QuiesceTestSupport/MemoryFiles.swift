package import QuiesceSystem

/// Files that exist in memory only, by their absolute paths.
package struct MemoryFiles: FileReader {
  /// The content of each file.
  package var files: [String: [UInt8]]

  /// Makes files from texts.
  package init(_ texts: [String: String]) {
    files = texts.mapValues { Array($0.utf8) }
  }

  /// Makes files from bytes.
  package init(bytes: [String: [UInt8]]) {
    files = bytes
  }

  /// The content of a file.
  package func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let bytes = files[path] else { throw .missing }
    if bytes.count > maximumFileSize { throw .tooLarge(limit: maximumFileSize) }
    return bytes
  }

  /// The paths of the model files below a directory.
  package func modelFiles(under directory: String) -> [String] {
    files.keys.filter { $0.hasPrefix(directory + "/") && $0.hasSuffix(sourceFileExtension) }.sorted()
  }
}
