import Glibc
import QuiesceChecks
import QuiesceSystem

/// A folder of files that a command writes: it is made beside its place and takes it when it is whole.
///
/// What it may replace is an empty folder, or one of pages that this command wrote before.
struct OutputFolder {
  private let path: String
  private let temporary: String

  /// Begins a folder.
  init(_ path: String) throws(Refusal) {
    let path = OutputFolder.name(path)
    self.path = path
    temporary = "\(path).tmp\(getpid())"
    if let obstacle = OutputFolder.obstacle(at: path) { throw obstacle }
    guard mkdir(temporary, 0o777) == 0 else { throw OutputFolder.failure(path) }
  }

  /// The path of a folder without what may stand behind its name.
  static func name(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// Adds a file.
  func add(_ text: String, as name: String) throws(Refusal) {
    try OutputFile.write(text, to: "\(temporary)/\(name)")
  }

  /// Gives the folder its place.
  func finish() throws(Refusal) {
    if let obstacle = OutputFolder.obstacle(at: path) { throw obstacle }
    // A signal would leave neither the old folder nor the new one there: it is served when the new one stands.
    var signals = sigset_t()
    var before = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let old = "\(path).old\(getpid())"
    let hasOld = Folder.isFolder(path) && rename(path, old) == 0
    guard rename(temporary, path) == 0 else {
      let failure = OutputFolder.failure(path)
      if hasOld { rename(old, path) }
      throw failure
    }
    if hasOld { OutputFolder.remove(old) }
  }

  /// Leaves nothing of it.
  func discard() { OutputFolder.remove(temporary) }

  /// What stands at the place and is not to be lost.
  static func obstacle(at path: String) -> Refusal? {
    guard Folder.isFolder(path) else {
      return access(path, F_OK) == 0 ? Refusal("'\(path)' cannot be written: it is no folder") : nil
    }
    guard DiskReader.names(in: path).allSatisfy({ OutputFolder.isPage("\(path)/\($0)") }) else {
      return Refusal(
        "'\(path)' cannot be written: it has other files than the pages of a report; name another folder")
    }
    return nil
  }

  /// Whether a file is a page that this command wrote: it says so near its beginning.
  private static func isPage(_ path: String) -> Bool {
    guard Folder.isFile(path), let file = fopen(path, "r") else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 2_048)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self).contains("<meta name=\"generator\" content=\"quiesce ")
  }

  private static func failure(_ path: String) -> Refusal {
    Refusal("'\(path)' cannot be written: \(String(cString: strerror(errno)))")
  }

  private static func remove(_ folder: String) {
    for name in DiskReader.names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
