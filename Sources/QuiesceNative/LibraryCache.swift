import Glibc
import QuiesceSystem

/// Libraries that were made before, in files of this user.
///
/// A library is code, so that what others could have written is never loaded: directory and file must belong to this user, and
/// nobody else may write to them. Both are opened first and looked at then, and what was looked at is what is loaded. Behind
/// the library stands what it was made from, text and compiler, byte by byte: a file's name alone decides nothing.
package struct LibraryCache: Sendable {
  private let path: String

  /// How many libraries are kept; the one that was not used for longest goes first.
  private static let limit = 256

  /// The cache in a directory, which need not be there yet.
  package init(at path: String) { self.path = path }

  /// The one of this user: `quiesce` under `XDG_CACHE_HOME`, else under `~/.cache`; nil without a home.
  package init?() {
    func directory(_ variable: String) -> String? {
      // A path that is not absolute is to be ignored (XDG Base Directory Specification).
      getenv(variable).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let base = directory("XDG_CACHE_HOME") ?? directory("HOME").map({ $0 + "/.cache" }) else { return nil }
    self.init(at: base + "/quiesce")
  }

  /// The library that a compiler made of a text, if it is there.
  package func library(of text: String, by compiler: CCompiler) -> NativeLibrary? {
    guard let directory = openDirectory() else { return nil }
    let origin = origin(of: text, by: compiler)
    let opened = openat(directory.number, name(of: origin), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard let file = Descriptor(opened), file.isOwn(S_IFREG), file.ends(with: origin) else { return nil }
    // That it was used is what keeps it.
    futimens(file.number, nil)
    return NativeLibrary(file)
  }

  /// Keeps the library in a file; where that cannot be done, there is none next time.
  func keep(_ library: String, madeFrom text: String, by compiler: CCompiler) {
    makeDirectories()
    guard let directory = openDirectory(), var bytes = Descriptor(open(library, O_RDONLY | O_CLOEXEC))?.bytes else {
      return
    }
    let origin = origin(of: text, by: compiler)
    bytes += origin
    let name = name(of: origin)
    let temporary = "\(name).tmp\(getpid())"
    let made = openat(directory.number, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard let file = Descriptor(made) else { return }
    // It takes its name only when all of it is on the disk.
    if file.write(bytes), fsync(file.number) == 0,
      renameat(directory.number, temporary, directory.number, name) == 0
    {
      removeOldest(in: directory)
    } else {
      unlinkat(directory.number, temporary, 0)
    }
  }

  /// The directory, if nobody else can have written there.
  private func openDirectory() -> Descriptor? {
    let directory = Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    return directory?.isOwn(S_IFDIR) ?? false ? directory : nil
  }

  private func makeDirectories() {
    var position = path.startIndex
    while let slash = path[position...].dropFirst().firstIndex(of: "/") {
      mkdir(String(path[..<slash]), 0o700)
      position = slash
    }
    mkdir(path, 0o700)
  }

  /// What a library is made from.
  private func origin(of text: String, by compiler: CCompiler) -> [UInt8] {
    Array("\n\(compiler.identity)\n\(text)".utf8)
  }

  /// Two origins with one name only take the file from each other.
  private func name(of origin: [UInt8]) -> String { String(FileHash.number(of: origin), radix: 16) + ".so" }

  private func removeOldest(in directory: borrowing Descriptor) {
    var files: [(name: String, used: Int)] = []
    for name in DiskReader.names(in: path) {
      var status = stat()
      guard name.hasSuffix(".so"), fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      files.append((name, status.st_mtim.tv_sec))
    }
    guard files.count > Self.limit else { return }
    for file in files.sorted(by: { $0.used < $1.used }).prefix(files.count - Self.limit) {
      unlinkat(directory.number, file.name, 0)
    }
  }
}
