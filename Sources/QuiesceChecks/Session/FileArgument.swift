import Glibc
import QuiesceSystem

/// A file argument: a path, with `:LINE` behind it where a check or an expectation on that line is meant.
package struct FileArgument: Hashable, Sendable {
  /// The absolute path.
  package let path: String
  /// The line, counted from 1.
  package let line: Int?

  /// Reads an argument, seen from a folder.
  package init(_ text: String, from directory: String) {
    let path = FileArgument.path(in: text)
    let line = path.utf8.count < text.utf8.count ? Int(text.dropFirst(path.count + 1)) : nil
    self.init(file: path, line: line, from: directory)
  }

  /// Takes a path that has no line behind it.
  package init(file path: String, line: Int? = nil, from directory: String) {
    self.path = Folder.absolute(InputPipe.name(of: path) ?? path, from: directory)
    self.line = line
  }

  /// The path in front of the line of an argument.
  static func path(in text: String) -> String {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]), line > 0 else {
      return text
    }
    return String(text[..<colon])
  }
}

/// Folders on the disk.
package enum Folder {
  /// The folder that the process is in.
  package static func current() -> String {
    guard let text = getcwd(nil, 0) else { return "/" }
    defer { free(text) }
    return String(cString: text)
  }

  /// The workspace: the nearest folder from here upwards that has `Models` or `Properties`.
  package static func workspace(above directory: String) -> String? {
    var directory = directory
    while true {
      if isFolder(directory + "/Models") || isFolder(directory + "/Properties") { return directory }
      guard let slash = directory.lastIndex(of: "/"), directory != "/" else { return nil }
      directory = slash == directory.startIndex ? "/" : String(directory[..<slash])
    }
  }

  /// Whether there is a folder of this name.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is a file of this name.
  package static func isFile(_ path: String) -> Bool {
    access(path, F_OK) == 0 && !isFolder(path)
  }

  /// Whether there is a file of this name that keeps a content, unlike a device or a pipe.
  package static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The files that an argument means, as the user would write them: for a folder, those of the language in it and below it.
  package static func files(_ argument: String) -> [String] {
    guard isFolder(argument) else { return [argument] }
    var folder = argument[...]
    while folder.count > 1, folder.last == "/" { folder.removeLast() }
    return DiskReader().modelFiles(under: String(folder))
  }

  /// The folder that a path lies in.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Whether an absolute path is the folder or lies below it.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    folder == "/" || path == folder || path.hasPrefix(folder + "/")
  }

  /// An absolute path without `.`, `..` and doubled slashes.
  package static func absolute(_ path: String, from directory: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : directory + "/" + path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
