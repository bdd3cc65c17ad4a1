import Foundation
import PackagePlugin

/// Tells `quiesce version` which commit is built: writes a source file with its hash.
///
/// A plan of the build is kept between commits, and an answer of this plugin or of the manifest with it. So Git is asked by
/// a command of the build, which runs where anything has happened in its folder since. No file is compiled anew while the
/// commit that is checked out stays the same. Without a repository, and without Git, the hash is empty.
@main struct CommitPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let repository = CommitPlugin.repository(of: context.package.directoryURL)
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltCommit.swift")
    return [
      .buildCommand(
        displayName: "Naming the commit", executable: URL(filePath: "/bin/sh"),
        arguments: ["-c", CommitPlugin.script, "sh", repository?.path ?? "", output.path],
        inputFiles: [repository].compactMap { $0 }, outputFiles: [output])
    ]
  }

  /// Writes the hash of the commit that the first argument's repository has checked out to the second's file, unless it is
  /// there. Only digits come into the text. Git reads a repository of another owner where it is told to, as in a container.
  private static let script = """
    hash=$(git -c safe.directory='*' --git-dir="$1" rev-parse --quiet --verify HEAD 2>/dev/null | cut -c 1-7)
    case $hash in *[!0-9a-f]*) hash= ;; esac
    cat >"$2.new" <<END
    /// What Git had checked out when this was built.
    enum BuiltCommit {
      /// The first digits of its hash; empty where that is not known.
      static let hash = "$hash"
    }
    END
    if cmp -s "$2.new" "$2"; then rm "$2.new"; else mv "$2.new" "$2"; fi
    """

  /// The folder of Git for a work tree, if it has one. No commit is checked out or made without a file's being made or renamed in it.
  private static func repository(of tree: URL) -> URL? {
    let folder = tree.appending(path: ".git")
    // A work tree beside the main one has a file there that says where its folder is.
    if let link = try? String(contentsOf: folder, encoding: .utf8), link.hasPrefix("gitdir: ") {
      let path = link.dropFirst("gitdir: ".count).prefix { !$0.isNewline }
      return URL(filePath: String(path), relativeTo: tree).absoluteURL
    }
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }
}
