import Glibc

/// A folder in which a search keeps its states, so that it can go on after whatever has ended the process.
///
/// `states` has the words of the states in the order in which they were found, which never change; `record` says how many of them
/// count, and where the search stood then; `links.N` has what the end of a search needs to know of each of them. The record is
/// replaced whole, last of all: whatever a process wrote behind it is written once more by the one that goes on.
package final class SearchStore: Sendable {
  /// Why a folder cannot be used.
  package struct Refusal: Error {
    /// What is wrong, to stand behind the name of the folder.
    package let reason: String
  }

  /// The folder.
  let folder: String
  /// How many seconds lie between two records, at least.
  let interval: Double
  /// The file of the states, which a lock keeps for this process.
  let states: Int32
  /// Where a former process stood; nil where none came so far.
  let record: SearchRecord?

  deinit { close(states) }

  /// Takes a folder for a search that is to keep its states there, or to go on.
  ///
  /// - Throws: if it cannot be used, another process uses it, or what it holds is damaged.
  package init(_ folder: String, interval: Double) throws(Refusal) {
    self.folder = folder
    self.interval = interval
    states = open(folder + "/states", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard states >= 0 else { throw Refusal(reason: "cannot be used: \(String(cString: strerror(errno)))") }
    guard flock(states, LOCK_EX | LOCK_NB) == 0 else { throw Refusal(reason: "is in use by another process") }
    record = try SearchStore.record(in: folder, states: states)
  }

  /// Whether a search has left in a folder what another one can go on from.
  package static func hasRecord(in folder: String) -> Bool { access(folder + "/record", F_OK) == 0 }

  private static func record(in folder: String, states: Int32) throws(Refusal) -> SearchRecord? {
    guard hasRecord(in: folder) else { return nil }
    guard let words = StoredWords.read(folder + "/record") else {
      throw Refusal(reason: "is damaged: its file 'record' is not as it was written")
    }
    guard let record = SearchRecord(words) else {
      throw Refusal(reason: "was written by another version of quiesce")
    }
    var status = stat()
    let size = fstat(states, &status) == 0 ? Int(status.st_size) : 0
    let bytes = record.stateCount * record.wordCount * 8
    guard size >= bytes, let file = StateFile(states, byteCount: bytes),
      record.describes(PackedState(file.states))
    else {
      throw Refusal(reason: "is damaged: its file 'states' is not as it was written")
    }
    if record.hasLinks, StoredWords.read(links(folder, record.generation)) == nil {
      throw Refusal(reason: "is damaged: its file 'links.\(record.generation)' is not as it was written")
    }
    return record
  }

  /// An empty table over the file, or one of the states that a former process has left; nil if that cannot be had.
  func table(wordCount: Int, maximumBytes: Int) -> StateTable? {
    let count = record?.stateCount ?? 0
    if let record, record.wordCount != wordCount { return nil }
    guard ftruncate(states, off_t(count * wordCount * 8)) == 0,
      let file = StateFile(states, byteCount: count * wordCount * 8)
    else { return nil }
    var table = StateTable(wordCount: wordCount, maximumBytes: maximumBytes, file: file, count: count)
    if table?.indexStates() == false { return nil }
    return table
  }

  /// The links that a former process has left.
  var links: [UInt64] {
    guard let record, record.hasLinks else { return [] }
    return StoredWords.read(SearchStore.links(folder, record.generation)) ?? []
  }

  /// Puts a record in the place of the one before; false if the disk does not take it, which leaves that one as it was.
  func write(_ record: SearchRecord, links: [UInt64]?) -> Bool {
    if let links, !StoredWords.write(links, to: SearchStore.links(folder, record.generation)) { return false }
    guard StoredWords.write(record.words, to: folder + "/record"), synchronizeFolder() else { return false }
    if links != nil { unlink(SearchStore.links(folder, record.generation - 1)) }
    return true
  }

  /// Has the disk hold which file has which name: only then may the links of the record before go.
  private func synchronizeFolder() -> Bool {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // Some file systems know no such request, and then keep the order by themselves.
    return fsync(descriptor) == 0 || errno == EINVAL
  }

  private static func links(_ folder: String, _ generation: Int) -> String { "\(folder)/links.\(generation)" }
}

/// Files of 64-bit words with a checksum at their end, written whole or not at all.
enum StoredWords {
  /// The words of a file; nil if there is none, or it is not as it was written.
  static func read(_ path: String) -> [UInt64]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size >= 8, status.st_size % 8 == 0 else { return nil }
    var words = [UInt64](repeating: 0, count: Int(status.st_size) / 8)
    let isWhole = words.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.read(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
    guard isWhole, let checksum = words.popLast(), checksum == self.checksum(words) else { return nil }
    return words
  }

  /// Writes a file beside the old one, which it replaces once the disk has it; false if it could not be written.
  static func write(_ words: [UInt64], to path: String) -> Bool {
    let temporary = path + ".new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { return false }
    // Links may be large: they are not copied for the checksum.
    var isWritten = write(words, to: file) && write([checksum(words)], to: file)
    isWritten = isWritten && fdatasync(file) == 0
    isWritten = close(file) == 0 && isWritten
    if isWritten, rename(temporary, path) == 0 { return true }
    unlink(temporary)
    return false
  }

  private static func write(_ words: [UInt64], to file: Int32) -> Bool {
    words.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  /// A number that another content hardly has.
  static func checksum(_ words: [UInt64]) -> UInt64 {
    words.withState { StateHash.hash($0, wordCount: words.count) }
  }
}
