import Glibc
import QuiesceModel
import QuiesceSystem
import QuiesceTestSupport
import Testing

@testable import QuiesceNative
import QuiesceProgram

/// Libraries on their way into the process: where they are made, what is kept, and what is not loaded.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct LibraryCacheTests {
  private static let text = "long long answer(void) { return 42; }\n"

  private func make(_ text: String = text, cache: LibraryCache?) throws -> NativeLibrary? {
    var compilation = try Compilation(text, by: try #require(CCompiler()), cache: cache)
    return try compilation.library(within: 60)
  }

  private func makeDirectory() throws -> TemporaryDirectory {
    guard let directory = TemporaryDirectory() else { throw Compilation.Failure.noDirectory }
    return directory
  }

  private func answer(_ library: NativeLibrary?) -> Int? {
    library?.symbol("answer").map { unsafeBitCast($0, to: (@convention(c) () -> Int).self)() }
  }

  private func files(in path: String) -> [String] { DiskReader.names(in: path).filter { !$0.hasPrefix(".") } }

  /// What was made once is loaded again; other texts and other compilers have libraries of their own.
  @Test func whatWasMadeIsKept() throws {
    let directory = try makeDirectory()
    let cache = LibraryCache(at: directory.path + "/a/cache")
    let compiler = try #require(CCompiler())
    #expect(cache.library(of: Self.text, by: compiler) == nil)
    let made = answer(try make(cache: cache))
    #expect(made == 42)
    #expect(answer(cache.library(of: Self.text, by: compiler)) == 42)
    #expect(cache.library(of: Self.text + "\n", by: compiler) == nil)
    let other = directory.path + "/cc"
    try #require(symlink(compiler.path, other) == 0)
    #expect(cache.library(of: Self.text, by: try #require(CCompiler(other))) == nil)
    let names = files(in: directory.path + "/a/cache")
    #expect(names.count == 1 && names[0].hasSuffix(".so"), "nothing half written stays")
    unlink("\(directory.path)/a/cache/\(names[0])")
    rmdir(directory.path + "/a/cache")
    rmdir(directory.path + "/a")
  }

  /// Two libraries that are loaded at once, from files that were opened under one number, are two.
  @Test func librariesAreNotTakenForEachOther() throws {
    let directory = try makeDirectory()
    let cache = LibraryCache(at: directory.path)
    let compiler = try #require(CCompiler())
    let texts = (1...3).map { "long long answer(void) { return \($0); }\n" }
    for text in texts { _ = try make(text, cache: cache) }
    let libraries = texts.map { cache.library(of: $0, by: compiler) }
    #expect(libraries.map(answer) == [1, 2, 3])
  }

  /// A directory or a file that others may write to, or a link, may hold anybody's code.
  @Test func whatOthersMayHaveWrittenIsNotLoaded() throws {
    let directory = try makeDirectory()
    let cache = LibraryCache(at: directory.path)
    let compiler = try #require(CCompiler())
    _ = try make(cache: cache)
    let file = "\(directory.path)/\(try #require(files(in: directory.path).first))"
    func isLoaded() -> Bool { cache.library(of: Self.text, by: compiler) != nil }
    #expect(isLoaded())
    for mode in [0o777, 0o770, 0o720] as [mode_t] {
      chmod(directory.path, mode)
      #expect(!isLoaded(), "a directory of mode \(String(mode, radix: 8))")
      _ = try make("long long other(void) { return 0; }\n", cache: cache)
      #expect(files(in: directory.path).count == 1, "nothing is written there either")
    }
    chmod(directory.path, 0o700)
    #expect(isLoaded())
    for mode in [0o622, 0o602, 0o620] as [mode_t] {
      chmod(file, mode)
      #expect(!isLoaded(), "a file of mode \(String(mode, radix: 8))")
    }
    chmod(file, 0o600)
    #expect(isLoaded())
    rename(file, directory.path + "/elsewhere")
    symlink(directory.path + "/elsewhere", file)
    #expect(!isLoaded(), "a link")
  }

  /// What is behind the library in its file decides, not its name; and a file that is cut off is none.
  @Test func whatDoesNotFitIsNotLoaded() throws {
    let directory = try makeDirectory()
    let cache = LibraryCache(at: directory.path)
    let compiler = try #require(CCompiler())
    _ = try make(cache: cache)
    let name = try #require(files(in: directory.path).first)
    let file = "\(directory.path)/\(name)"
    var status = stat()
    try #require(stat(file, &status) == 0)
    for size in [status.st_size - 1, 100, 0] {
      truncate(file, size)
      #expect(cache.library(of: Self.text, by: compiler) == nil, "cut off to \(size) bytes")
    }
    // The next library is kept in its place.
    _ = try make(cache: cache)
    #expect(cache.library(of: Self.text, by: compiler) != nil)
  }

  /// The directory is gone when the compilation ends, whether it was waited for or not, and so is a compiler that still runs.
  @Test func nothingIsLeftBehind() throws {
    let compiler = try #require(CCompiler())
    var paths: [String] = []
    do {
      var compilation = try Compilation(Self.text, by: compiler, cache: nil)
      paths.append(compilation.directory.path)
      var status = stat()
      #expect(stat(paths[0], &status) == 0 && status.st_mode & 0o777 == 0o700)
      _ = try compilation.library(within: 60)
    }
    do {
      let compilation = try Compilation(Self.text, by: compiler, cache: nil)
      paths.append(compilation.directory.path)
    }
    for path in paths { #expect(access(path, F_OK) != 0, "\(path) is gone") }
  }

  /// A compiler that fails, one that makes nothing, and one that is not there.
  @Test func failuresSayWhatFailed() throws {
    let directory = try makeDirectory()
    #expect(CCompiler("no-such-compiler") == nil && CCompiler("/no/such/file") == nil && CCompiler("/tmp") == nil)
    #expect(CCompiler(in: CommandPath("/no/such/folder")) == nil)
    #expect(throws: Compilation.Failure.self) { _ = try make("this is no C\n", cache: nil) }
    for (script, expected) in [
      ("#!/bin/sh\necho 'no licence'; exit 3\n", "the compiler failed: no licence"),
      ("#!/bin/sh\nkill -9 $$\n", "the compiler failed: it said nothing"),
      ("#!/bin/sh\nexit 0\n", "the system does not load what the compiler made"),
    ] {
      directory.write(script, to: "cc")
      chmod(directory.path + "/cc", 0o700)
      var compilation = try Compilation(
        Self.text, by: try #require(CCompiler(directory.path + "/cc")), cache: nil)
      var failure: String?
      do throws(Compilation.Failure) {
        _ = try compilation.library(within: 60)
      } catch {
        failure = error.description
      }
      #expect(failure == expected)
    }
  }
}
