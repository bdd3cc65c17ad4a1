import Glibc
package import QuiesceSystem

/// The files of a revision in a Git repository, as `git` tells them: the working tree is not looked at.
package struct Revision: FileReader {
  /// Why there is no such revision.
  package struct Failure: Error {
    /// The sentence.
    package var message: String
  }

  /// The working tree's top folder.
  private let top: String
  /// The name of the commit.
  private let commit: String
  /// The regular files, seen from the top.
  private let files: Set<String>

  /// Opens a revision of the repository that a folder lies in.
  package init(_ name: String, from directory: String) throws(Failure) {
    let place = try Revision.git(["rev-parse", "--show-toplevel"], in: directory)
    guard let place, let line = Revision.text(place) else {
      throw Failure(message: "'\(directory)' lies in no Git repository")
    }
    let found = try Revision.git(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"], in: directory)
    guard let found, let commit = Revision.text(found) else {
      throw Failure(message: "there is no revision '\(name)' in the Git repository '\(line)'")
    }
    guard let list = try Revision.git(["ls-tree", "-r", "-z", "--full-tree", commit], in: directory) else {
      throw Failure(message: "git does not tell the files of '\(name)'")
    }
    (top, self.commit) = (line, commit)
    // <mode> blob <object>\t<path>: links and submodules are left out.
    files = Set(
      list.split(separator: 0).compactMap { entry in
        guard entry.starts(with: "100".utf8), let tab = entry.firstIndex(of: 9) else { return nil }
        return String(decoding: entry[(tab + 1)...], as: UTF8.self)
      })
  }

  /// The absolute path that `REV:path` means: seen from the top, or behind `./` or `../` from the folder, as Git does.
  package func path(_ text: String, from directory: String) -> String {
    let isRelative = text.hasPrefix("./") || text.hasPrefix("../")
    return Folder.absolute(text, from: isRelative ? directory : top)
  }

  /// The workspace around a file: the nearest folder upwards that has `Models` or `Properties`, else the file's own.
  package func workspace(around path: String) -> String {
    var folder = Folder.parent(of: path)
    while Folder.isInside(folder, top) {
      let hasParts = ["Models/", "Properties/"].contains { part in
        files.contains { $0.hasPrefix(below(folder) + part) }
      }
      if hasParts { return folder }
      if folder == top { break }
      folder = Folder.parent(of: folder)
    }
    return Folder.parent(of: path)
  }

  package func read(_ path: String) throws(FileError) -> [UInt8] {
    let name = String(path.dropFirst(top == "/" ? 1 : top.utf8.count + 1))
    guard Folder.isInside(path, top), files.contains(name) else { throw .missing }
    let bytes: [UInt8]?
    do throws(Failure) {
      bytes = try Revision.git(["cat-file", "blob", "\(commit):\(name)"], in: top)
    } catch {
      bytes = nil
    }
    guard let bytes else { throw .missing }
    guard bytes.count <= maximumFileSize else { throw .tooLarge(limit: maximumFileSize) }
    return bytes
  }

  package func modelFiles(under directory: String) -> [String] {
    guard Folder.isInside(directory, top) else { return [] }
    let prefix = below(directory)
    let found = files.filter { name in
      name.hasPrefix(prefix) && name.hasSuffix(sourceFileExtension)
        && !name.dropFirst(prefix.count).split(separator: "/").contains { $0.hasPrefix(".") }
    }
    return found.map { top + "/" + $0 }.sorted()
  }

  /// How the names of the files in a folder begin.
  private func below(_ folder: String) -> String {
    folder == top ? "" : String(folder.dropFirst(top.utf8.count + 1)) + "/"
  }

  // MARK: git

  /// The most bytes of an answer.
  private static let limit = 64 << 20

  /// What git answers; nil if it refuses.
  private static func git(_ words: [String], in directory: String) throws(Failure) -> [UInt8]? {
    guard let command = CommandPath().find("git") else { throw Failure(message: "git is not installed") }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(message: "no pipe can be had: error \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let silence = open("/dev/null", O_WRONLY | O_CLOEXEC)
    let names = ["HOME", "PATH"].compactMap { name -> String? in
      guard let value = getenv(name) else { return nil }
      return "\(name)=\(String(cString: value))"
    }
    let child = ChildProcess.start(
      [command, "-C", directory] + words, environment: names + ["LC_ALL=C"], output: ends[1], errors: silence)
    close(ends[1])
    close(silence)
    defer { close(ends[0]) }
    guard let child else { throw Failure(message: "'\(command)' cannot be started") }
    let answer: [UInt8]?
    do throws(FileError) { answer = try DiskReader.content(of: ends[0], limit: limit) } catch { answer = nil }
    if answer == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? answer : nil
  }

  /// The line that an answer is.
  private static func text(_ answer: [UInt8]) -> String? {
    let line = answer.prefix { $0 != 10 }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }
}
