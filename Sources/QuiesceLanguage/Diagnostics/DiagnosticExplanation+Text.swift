extension DiagnosticType {
  /// Explanations of what is wrong with a text before names are looked at.
  var textExplanation: DiagnosticExplanation {
    switch self {
    case .invalidCharacter:
      DiagnosticExplanation(
        summary: "a character or byte sequence that starts no token",
        cause: """
          Outside comments and texts in quotes the language uses ASCII only. A typographic quote, a mathematical sign
          pasted from a paper, a control character, or bytes that are not UTF-8 end up here.
          """,
        example: "let quiet = entry == none \u{2227} requests.isEmpty",
        advice: "Write the sign as the note proposes: '&&' here. Save the file as UTF-8.")
    case .unterminatedText:
      DiagnosticExplanation(
        summary: "a text in quotes or a comment that never ends",
        cause: """
          A text in quotes ends on the line on which it begins. A block comment ends with '*/'; block comments nest, so
          each '/*' inside one needs a '*/' of its own.
          """,
        example: "property safe \"no stale delivery: invariant true",
        advice: "Close the quote on the same line. Inside a text write \\\" for a quote and \\n for a line break.")
    case .unexpectedToken:
      DiagnosticExplanation(
        summary: "a word or sign other than the grammar allows here",
        cause: """
          The parser says what it needed and what it found. It then goes on with the next statement, step, state or
          declaration, so that one run reports many mistakes; a brace that is missing far above can show only here.
          """,
        example: "var entry : Bool false",
        advice: """
          Read the caret's line and the one before it: often a '=', ':' or '}' is missing there. 'quiesce format FILE'
          shows how the text nests. The grammar is in the language reference.
          """)
    case .nestingTooDeep:
      DiagnosticExplanation(
        summary: "brackets, blocks, operators or imports nested deeper than the limit",
        cause: """
          The tree of an expression, type, formula or block may be 256 levels high, and imports may nest 64 deep. A
          chain of operators without parentheses counts one level for each. No text written by hand comes near; a
          generated one may.
          """,
        example: "let sum = 1 + 1 + 1 + 1   // ... and so on, 300 times",
        advice: "Name parts with 'let' or 'func', or say it with a quantifier: 'forall x in S: …', 'count x in S: …'.")
    case .numberTooLarge:
      DiagnosticExplanation(
        summary: "a number that no machine word holds",
        cause: "Integers are 64 bits wide, so the largest literal is 9223372036854775807.",
        example: "param size : 0...18446744073709551615 = 0",
        advice: """
          Model the few values that make a difference instead of all: a 64-bit address is usually a small enumeration
          or a 'symmetric type'.
          """)
    default: foreignExplanation
    }
  }

  /// Explanations of what is wrong with files and imports.
  var fileExplanation: DiagnosticExplanation {
    switch self {
    case .unreadableFile:
      DiagnosticExplanation(
        summary: "a file that cannot be read",
        cause: """
          A path on the command line or behind 'import' names nothing, a directory, a device, or a file that you may
          not read. An import's path is relative to the file that says it, and written with its extension.
          """,
        example: "import \"common/pri-device\"",
        advice: "Compare the path with the directory; the note names a file beside it that may be meant.")
    case .fileTooLarge:
      DiagnosticExplanation(
        summary: "a file larger than the limit of 4 MiB",
        cause: "A model of that size is no model: most likely the path names a log, a trace or a binary.",
        example: "import \"../build/trace.quiesce\"",
        advice: "Check the path. Cut a generated model into files that import each other.")
    case .importOutsideWorkspace:
      DiagnosticExplanation(
        summary: "an import whose path leaves the workspace",
        cause: """
          Imports are relative and stay below the workspace's root (for a file outside of it, below its own
          directory), so that checking a model from elsewhere reads nothing but the model.
          """,
        example: "import \"../../../../etc/shared.quiesce\"",
        advice: "Move the shared file under Models/common/ and import it from there.")
    case .cyclicImport:
      DiagnosticExplanation(
        summary: "files that import each other in a circle",
        cause: "The note shows the circle. A file may be imported by several others, but not by what it imports.",
        example: "import \"cycle.quiesce\"   // inside cycle.quiesce",
        advice: "Move what both need into a third file that imports neither.")
    default: foreignExplanation
    }
  }
}
