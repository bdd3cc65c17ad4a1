import Glibc

/// Reads files from the disk; what is no regular file, or too large, is refused before it is read.
package struct DiskReader: FileReader {
  /// How deep directories are searched, and how many files are found at most.
  private static let limits = (depth: 32, files: 10_000)

  /// The contents of pipes, which can be read only once, by the absolute paths under which they are known.
  private let pipes: [String: Result<[UInt8], FileError>]

  /// Makes a reader.
  package init(pipes: [String: Result<[UInt8], FileError>] = [:]) {
    self.pipes = pipes
  }

  /// The content of a file, named by its absolute path.
  package func read(_ path: String) throws(FileError) -> [UInt8] {
    try read(path, limit: maximumFileSize)
  }

  /// The content of a file of at most so many bytes; pipes were read before.
  package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    if let content = try pipes[path]?.get() {
      guard content.count <= limit else { throw .tooLarge(limit: limit) }
      return content
    }
    guard !path.utf8.contains(0) else { throw .missing }
    // Without O_NONBLOCK opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw DiskReader.error(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw DiskReader.error(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    guard Int(status.st_size) <= limit else { throw .tooLarge(limit: limit) }
    // A file under /proc has no size, and any file may grow meanwhile.
    return try DiskReader.content(of: descriptor, limit: limit)
  }

  /// Everything that can be read from a descriptor, at most so many bytes.
  package static func content(of descriptor: Int32, limit: Int = maximumFileSize) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count < 0 {
        guard errno == EINTR else { throw DiskReader.error(errno) }
        continue
      }
      bytes += block[..<count]
    }
    throw .tooLarge(limit: limit)
  }

  /// The absolute paths of all `.quiesce` files in a directory and those below it, sorted.
  ///
  /// Hidden directories and symbolic links to directories are left out.
  package func modelFiles(under directory: String) -> [String] {
    var found: [String] = []
    var pending = [(path: directory, depth: 0)]
    while let (path, depth) = pending.popLast(), found.count < DiskReader.limits.files {
      for name in DiskReader.names(in: path) where !name.hasPrefix(".") {
        let child = "\(path)/\(name)"
        var status = stat()
        guard lstat(child, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          if depth < DiskReader.limits.depth { pending.append((child, depth + 1)) }
        } else if name.hasSuffix(sourceFileExtension) {
          found.append(child)
        }
      }
    }
    return found.sorted()
  }

  /// The names in a directory, in no order; none where it cannot be read.
  package static func names(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func error(_ number: Int32) -> FileError {
    switch number {
    case ENOENT, ENOTDIR: .missing
    case EACCES, EPERM: .forbidden
    case EISDIR: .notAFile
    default: .failed(number)
    }
  }
}
