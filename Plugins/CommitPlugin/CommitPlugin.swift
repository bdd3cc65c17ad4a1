import Foundation
import PackagePlugin

/// Tells `quiesce version` which commit is built: writes a source file with its hash.
///
/// It reads the files of Git itself, whenever a build is planned; a manifest could ask too, but its answer is kept between
/// commits. No file is compiled anew while the commit stays the same. Without a repository the hash is empty.
@main struct CommitPlugin: BuildToolPlugin {
  /// A copy, which the build makes where the text has changed.
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let commit = CheckedOutCommit(of: context.package.directoryURL)?.hash.prefix(7) ?? ""
    let text = """
      /// What Git had checked out when this was built.
      enum BuiltCommit {
        /// The first digits of its hash; empty where that is not known.
        static let hash = "\(commit)"
      }

      """
    let template = context.pluginWorkDirectoryURL.appending(path: "BuiltCommit.swift.in")
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltCommit.swift")
    if (try? String(contentsOf: template, encoding: .utf8)) != text {
      try text.write(to: template, atomically: true, encoding: .utf8)
    }
    return [
      .buildCommand(
        displayName: "Naming the commit", executable: URL(filePath: "/bin/cp"),
        arguments: [template.path, output.path], inputFiles: [template], outputFiles: [output])
    ]
  }
}

/// The commit that a work tree has checked out.
private struct CheckedOutCommit {
  /// Its hash.
  let hash: String

  init?(of tree: URL) {
    var folder = tree.appending(path: ".git")
    // A work tree beside the main one has a file there that says where its folder is.
    if let link = CheckedOutCommit.line(of: folder), link.hasPrefix("gitdir: ") {
      folder = URL(filePath: String(link.dropFirst("gitdir: ".count)), relativeTo: tree)
    }
    guard let head = CheckedOutCommit.line(of: folder.appending(path: "HEAD")) else { return nil }
    guard head.hasPrefix("ref: ") else {
      self.init(hash: head)
      return
    }
    let branch = String(head.dropFirst("ref: ".count))
    let common = CheckedOutCommit.line(of: folder.appending(path: "commondir"))
      .map { URL(filePath: $0, relativeTo: folder) }
    self.init(of: branch, in: common ?? folder)
  }

  /// The commit of a branch, which has a file of its own or a line in the one of many.
  private init?(of branch: String, in folder: URL) {
    if let hash = CheckedOutCommit.line(of: folder.appending(path: branch)) {
      self.init(hash: hash)
      return
    }
    let packed = (try? String(contentsOf: folder.appending(path: "packed-refs"), encoding: .utf8)) ?? ""
    guard let line = packed.split(separator: "\n").first(where: { $0.hasSuffix(" " + branch) }) else { return nil }
    self.init(hash: String(line.prefix { $0 != " " }))
  }

  /// What is not made of hexadecimal digits has no place in a source file.
  private init?(hash: String) {
    guard hash.count >= 40, hash.allSatisfy(\.isHexDigit) else { return nil }
    self.hash = hash
  }

  private static func line(of file: URL) -> String? {
    (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n").first.map(String.init)
  }
}
