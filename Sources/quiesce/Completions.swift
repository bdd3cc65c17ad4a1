/// Completion scripts, from the table.
enum Completions {
  /// The script of a shell: bash, zsh or fish.
  static func script(shell: String) -> String {
    switch shell {
    case "zsh": zsh()
    case "fish": fish()
    default: bash()
    }
  }

  // MARK: bash

  private static func bash() -> String {
    var text = """
      # bash completion of quiesce: source <(quiesce completions bash)
      _quiesce_names() {
        local files=() file prefix="${3:+$3=}" names
        for file in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          if [[ -f "$file" || "$file" == */* && -d "$file" ]]; then files+=("$file"); fi
        done
        names=$("${COMP_WORDS[0]}" list --names "$1" "${files[@]}" 2>/dev/null | sed -n "s/^$prefix//p")
        COMPREPLY=($(compgen -W "$names" -- "$2"))
      }
      _quiesce() {
        local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="" name="" i
        # Bash takes '=' for a word of its own.
        if [[ "$word" == "=" ]]; then
          word="" name="$previous" previous="${COMP_WORDS[COMP_CWORD-2]}"
        elif [[ "$previous" == "=" ]] && (( COMP_CWORD > 2 )); then
          name="${COMP_WORDS[COMP_CWORD-2]}" previous="${COMP_WORDS[COMP_CWORD-3]}"
        fi
        if [[ "$name" == --* ]]; then previous="$name" name=""; fi
        for ((i = 1; i < COMP_CWORD; i++)); do
          case "${COMP_WORDS[i]}" in
            \(CommandName.allCases.map(\.rawValue).joined(separator: "|"))) command="${COMP_WORDS[i]}"; break ;;
          esac
        done
        case "$command:$previous" in

      """
    for command in CommandTable.commands {
      for option in command.allOptions where option.placeholder != nil && !option.isValueOptional {
        text += "    \(command.name.rawValue):--\(option.name.rawValue)) \(bashValues(option.kind)); return ;;\n"
      }
    }
    text += "  esac\n  case \"$command\" in\n"
    text += "    \"\") \(bashWords(CommandName.allCases.map(\.rawValue) + ["--help", "--version"])) ;;\n"
    for command in CommandTable.commands {
      let options = command.allOptions.map { "--\($0.name.rawValue)" }
      text += "    \(command.name.rawValue))\n"
      text += "      if [[ \"$word\" == -* ]]; then \(bashWords(options))\n"
      text += "      else \(bashArguments(command)); fi ;;\n"
    }
    return text + "  esac\n}\ncomplete -o filenames -F _quiesce quiesce\n"
  }

  private static func bashWords(_ words: [String]) -> String {
    "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$word\"))"
  }

  private static func bashValues(_ kind: ValueKind) -> String {
    switch kind {
    case .file: return "COMPREPLY=($(compgen -f -- \"$word\"))"
    case .directory: return "COMPREPLY=($(compgen -d -- \"$word\"))"
    case .choice, .diagnosticType, .reports: return bashWords(kind.words)
    case .setting: return "_quiesce_names set \"$word\" \"$name\""
    case .property: return "_quiesce_names property \"$word\" \"\""
    case .integer, .size, .seconds, .shard, .text: return "COMPREPLY=()"
    }
  }

  private static func bashArguments(_ command: CommandSpecification) -> String {
    guard let last = command.arguments.last, let first = command.arguments.first else { return "COMPREPLY=()" }
    guard command.arguments.count > 1 else { return bashValues(last.kind) }
    return "if (( COMP_CWORD == i + 1 )); then \(bashValues(first.kind)); else \(bashValues(last.kind)); fi"
  }

  // MARK: zsh

  private static func zsh() -> String {
    var text = "#compdef quiesce\n# zsh completion of quiesce: source <(quiesce completions zsh)\n"
    text += """
      _quiesce_names() {
        local -a files names
        local file
        for file in $words; do [[ -f $file || $file == */* && -d $file ]] && files+=($file); done
        names=(${(f)"$(quiesce list --names $1 $files 2>/dev/null)"})
        compadd -- $names
      }

      """
    text += "_quiesce() {\n  local -a commands\n  commands=(\n"
    for command in CommandTable.commands {
      text += "    '\(command.name.rawValue):\(quoted(command.summary))'\n"
    }
    text += "  )\n  if (( CURRENT == 2 )); then\n    _describe 'subcommand' commands\n    return\n  fi\n"
    text += "  local command=$words[2]\n  words=(\"${words[@]:1}\")\n  (( CURRENT-- ))\n  case $command in\n"
    for command in CommandTable.commands {
      text += "    \(command.name.rawValue))\n      _arguments"
      for option in command.allOptions {
        let star = option.isRepeatable ? "*" : ""
        let colons = option.isValueOptional ? "::" : ":"
        let value = option.placeholder.map { "\(colons)\(quoted($0)):\(zshValues(option.kind))" } ?? ""
        let equals = option.isValueOptional ? "=-" : ""
        text += " \\\n        '\(star)--\(option.name.rawValue)\(equals)[\(zshSummary(option.summary))]\(value)'"
      }
      for argument in command.arguments {
        let position: String
        switch argument.arity {
        case .one: position = ""
        case .optional: position = ":"
        case .any, .atLeastOne: position = "*"
        }
        text += " \\\n        '\(position):\(quoted(argument.placeholder)):\(zshValues(argument.kind))'"
      }
      text += "\n      ;;\n"
    }
    return text + "  esac\n}\ncompdef _quiesce quiesce\n"
  }

  private static func zshValues(_ kind: ValueKind) -> String {
    switch kind {
    case .choice, .diagnosticType, .reports: "(\(kind.words.joined(separator: " ")))"
    case .file(let suffix): suffix.map { "_files -g \"*.\($0)\"" } ?? "_files"
    case .directory: "_files -/"
    case .setting: "{_quiesce_names set}"
    case .property: "{_quiesce_names property}"
    case .integer, .size, .seconds, .shard, .text: " "
    }
  }

  private static func zshSummary(_ text: String) -> String {
    quoted(text).replacing(":", with: "\\:").replacing("[", with: "\\[").replacing("]", with: "\\]")
  }

  // MARK: fish

  private static func fish() -> String {
    var text = "# fish completion of quiesce: quiesce completions fish | source\ncomplete -c quiesce -f\n"
    text += """
      function __quiesce_names
        set -l files
        for word in (commandline -opc)[2..-1]
          if test -f $word; or begin; string match -q '*/*' -- $word; and test -d $word; end
            set -a files $word
          end
        end
        quiesce list --names $argv[1] $files 2>/dev/null
      end

      """
    for command in CommandTable.commands {
      let name = command.name.rawValue
      text += "complete -c quiesce -n __fish_use_subcommand -a \(name) -d '\(quoted(command.summary))'\n"
      let condition = "-n '__fish_seen_subcommand_from \(name)'"
      for option in command.allOptions {
        let short = option.short.map { " -s \($0)" } ?? ""
        let value =
          option.placeholder == nil || option.isValueOptional
          ? "" : " \(takesFile(option.kind) ? "-r" : "-x")\(fishValues(option.kind))"
        text += "complete -c quiesce \(condition) -l \(option.name.rawValue)\(short)\(value)"
        text += " -d '\(quoted(option.summary))'\n"
      }
      for argument in command.arguments {
        text += "complete -c quiesce \(condition)\(fishValues(argument.kind))\n"
      }
    }
    return text
  }

  private static func takesFile(_ kind: ValueKind) -> Bool {
    switch kind {
    case .file, .directory: true
    case .choice, .diagnosticType, .reports, .integer, .size, .seconds, .shard, .setting, .property, .text: false
    }
  }

  private static func fishValues(_ kind: ValueKind) -> String {
    switch kind {
    case .choice, .diagnosticType, .reports: " -a '\(kind.words.joined(separator: " "))'"
    case .file: " -F"
    case .directory: " -a '(__fish_complete_directories)'"
    case .setting: " -a '(__quiesce_names set)'"
    case .property: " -a '(__quiesce_names property)'"
    case .integer, .size, .seconds, .shard, .text: ""
    }
  }

  /// Text inside single quotes: the quotes of the summaries become typographic look-alikes, so that no shell sees them.
  private static func quoted(_ text: String) -> String {
    text.replacing("'", with: "")
  }
}
