import Glibc

/// Files that commands write.
///
/// A regular file is written whole or not at all: a new one is made beside it and takes its place, with its mode and owner.
/// What cannot be replaced without harm is written in place: whatever is no regular file (a device, a FIFO), a file with
/// further hard links, one that this process has open already (`/dev/stdout`), and one whose owner or folder forbids it.
enum OutputFile {
  /// That a file was not written, by the system's error number.
  static func refusal(_ path: String, _ number: Int32) -> Refusal {
    Refusal("'\(path)' cannot be written: \(String(cString: strerror(number)))")
  }

  /// Writes a text to what the path leads to; links are followed.
  ///
  /// - Parameter name: what a refusal calls it, if not by its path.
  static func write(_ text: String, to path: String, shownAs name: String? = nil) throws(Refusal) {
    var status = stat()
    let failure: Int32?
    if stat(path, &status) != 0 {
      failure = errno == ENOENT ? replace(destination(of: path), with: text, like: nil) : errno
    } else if let descriptor = descriptor(of: status) {
      failure = write(text, to: descriptor)
    } else if status.st_mode & S_IFMT != S_IFREG {
      failure = pour(text, into: path)
    } else if access(path, W_OK) != 0 {
      failure = errno
    } else if status.st_nlink > 1 {
      failure = overwrite(path, with: text)
    } else {
      let number = replace(destination(of: path), with: text, like: status)
      let isForbidden = [EACCES, EPERM, EROFS, EBUSY, EXDEV].contains(number)
      failure = isForbidden ? overwrite(path, with: text) : number
    }
    if let failure { throw refusal(name ?? path, failure) }
  }

  /// Writes a text behind what a file has; where there is none, a new one.
  static func append(_ text: String, to path: String) throws(Refusal) {
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw refusal(path, errno) }
    defer { close(file) }
    var status = stat()
    let size = fstat(file, &status) == 0 ? status.st_size : nil
    guard let failure = write(text, to: file) else { return }
    // There was no room: what was there stays as it was.
    if let size { ftruncate(file, size) }
    throw refusal(path, failure)
  }

  /// A descriptor that is open for writing the same file.
  private static func descriptor(of status: stat) -> Int32? {
    (0..<64).first { descriptor in
      var other = stat()
      let mode = fcntl(descriptor, F_GETFL)
      return mode >= 0 && mode & O_ACCMODE != O_RDONLY && fstat(descriptor, &other) == 0
        && other.st_dev == status.st_dev && other.st_ino == status.st_ino
    }
  }

  /// Where links lead, to a file that need not exist.
  private static func destination(of path: String) -> String {
    var path = path
    // As many as the kernel follows.
    for _ in 0..<40 {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &bytes, bytes.count)
      guard count > 0 else { break }
      let target = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
      path = target.hasPrefix("/") ? target : folder + target
    }
    return path
  }

  // MARK: the ways to write

  /// Writes a new file and gives it the place, the mode and the owner of the old one.
  private static func replace(_ path: String, with text: String, like old: stat?) -> Int32? {
    // A signal would leave the new file half written: it is served when the file stands.
    var signals = sigset_t()
    var before = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let temporary = "\(path).tmp\(getpid())"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { return errno }
    var failure: Int32?
    if let old {
      var new = stat()
      let isOwned = fstat(file, &new) == 0 && new.st_uid == old.st_uid && new.st_gid == old.st_gid
      if !isOwned, fchown(file, old.st_uid, old.st_gid) != 0 { failure = errno }
      if failure == nil, fchmod(file, old.st_mode & 0o7777) != 0 { failure = errno }
    }
    failure = failure ?? write(text, to: file)
    if close(file) != 0 { failure = failure ?? errno }
    if failure == nil, rename(temporary, path) != 0 { failure = errno }
    if failure != nil { unlink(temporary) }
    return failure
  }

  /// Gives a file another content; should there be no room, it keeps the one that it has.
  private static func overwrite(_ path: String, with text: String) -> Int32? {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return errno }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return errno }
    let size = off_t(text.utf8.count)
    let shortage = size > 0 ? posix_fallocate(file, 0, size) : 0
    guard shortage == 0 else {
      ftruncate(file, status.st_size)
      return shortage
    }
    if let failure = write(text, to: file) { return failure }
    return ftruncate(file, size) == 0 ? nil : errno
  }

  /// Writes into what keeps no content of its own.
  private static func pour(_ text: String, into path: String) -> Int32? {
    let file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { return errno }
    let failure = write(text, to: file)
    return close(file) == 0 ? failure : failure ?? errno
  }

  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    let output = Output(descriptor: descriptor)
    output.write(text)
    return output.error ?? (output.hasLostReader ? EPIPE : nil)
  }
}
