import QuiesceSystem

/// Paths as text: nothing here looks at the disk, so `..` means the directory before it even behind a symbolic link.
enum WorkspacePath {
  /// An absolute path without `.`, `..`, doubled or closing slashes.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// A path seen from a directory, normalized.
  static func resolve(_ path: String, from directory: String) -> String {
    normalized(path.hasPrefix("/") ? path : "\(directory)/\(path)")
  }

  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  static func lastPart(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }

  /// Whether a normalized path is the directory or lies below it.
  static func isInside(_ path: String, _ directory: String) -> Bool {
    directory == "/" || path == directory || path.hasPrefix(directory + "/")
  }

  /// A normalized path seen from a directory, `../` included; the path itself where the two have no directory but `/` in common,
  /// which says nothing.
  static func shown(_ path: String, from directory: String) -> String {
    let parts = path.split(separator: "/")
    let start = directory.split(separator: "/")
    let common = zip(parts, start).prefix { $0 == $1 }.count
    guard path != directory else { return "." }
    guard common > 0 else { return path }
    return (Array(repeating: "..", count: start.count - common) + parts[common...]).joined(separator: "/")
  }

  /// The name under which `with` knows a file: without directory and extension, `-` written `_`.
  static func unitName(_ path: String) -> String {
    var name = lastPart(path)
    if name.hasSuffix(sourceFileExtension) { name.removeLast(sourceFileExtension.count) }
    return String(name.map { $0 == "-" ? "_" : $0 })
  }
}
