package import QuiesceSystem

/// The models and properties of this repository.
package enum RepositoryFiles {
  /// The root of the repository.
  package static var root: String {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }

  /// The texts of all files under Models/ and Properties/, by their paths from the root, in order of the paths.
  package static func load() throws(FileError) -> [(path: String, bytes: [UInt8])] {
    let reader = DiskReader()
    var result: [(path: String, bytes: [UInt8])] = []
    for directory in ["Models", "Properties"] {
      for path in reader.modelFiles(under: "\(root)/\(directory)") {
        result.append((String(path.dropFirst(root.count + 1)), try reader.read(path)))
      }
    }
    return result
  }

  /// The names of the models in a folder.
  package static func models(in folder: String) throws(FileError) -> [String] {
    try load().filter { $0.path.hasPrefix(folder + "/") }.flatMap { file in
      String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
        .filter { $0.hasPrefix("model ") }.map { String($0.dropFirst("model ".count)) }
    }
  }
}
