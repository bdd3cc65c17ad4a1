import Glibc
import QuiesceLanguage

/// Files that are written whole or not at all.
enum AtomicFile {
  /// Why a file was not written.
  struct Failure: Error {
    /// The path.
    let path: String
    /// The system's error number.
    let number: Int32

    /// The sentence.
    var message: String { "'\(path)' cannot be written: \(String(cString: strerror(number)))" }
  }

  /// Writes beside the file, then takes its place; what a link points to is replaced, not the link, and permissions stay.
  static func write(_ text: String, to path: String) throws(Failure) {
    var target = path
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    let temporary = "\(target).tmp\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure(path: path, number: errno) }
    var status = stat()
    if stat(target, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
    let output = Output(descriptor: descriptor)
    output.write(text)
    var failure = output.error
    if close(descriptor) != 0, failure == nil { failure = errno }
    if failure == nil, rename(temporary, target) != 0 { failure = errno }
    if let failure {
      unlink(temporary)
      throw Failure(path: path, number: failure)
    }
  }
}
