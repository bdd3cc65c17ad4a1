import Glibc
import QuiesceSystem

/// A directory of this user alone that is removed, with the files in it, when the value ends.
package struct TemporaryDirectory: ~Copyable {
  /// The directory's path.
  package let path: String

  /// Makes a directory; nil if there is no room for one.
  package init?() {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let name: String? = "\(parent)/quiesce-XXXXXX".withCString { template in
      guard let copy = strdup(template) else { return nil }
      defer { free(copy) }
      return mkdtemp(copy).map { String(cString: $0) }
    }
    guard let name else { return nil }
    path = name
  }

  /// Writes a file; the tool that misses it says so.
  package func write(_ text: String, to name: String) {
    let file = Descriptor(open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600))
    _ = file?.write(Array(text.utf8))
  }

  deinit {
    for name in DiskReader.names(in: path) { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
