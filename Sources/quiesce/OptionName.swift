/// Every option of every subcommand, by its long name.
enum OptionName: String, CaseIterable, Sendable {
  case audit
  case cc
  case check
  case checkpoint
  case color
  case compare
  case compress
  case describe
  case engine
  case extra
  case `for`
  case format
  case full
  case graph
  case grow
  case guards
  case help
  case html
  case ignore
  case inPlace = "in-place"
  case itf
  case jobs
  case keepGoing = "keep-going"
  case atMost = "at-most"
  case automaton
  case lock
  case mail
  case maxStates = "max-states"
  case memory
  case mermaid
  case names
  case output
  case over
  case pairs
  case path
  case probe
  case progress
  case properties
  case property
  case quiet
  case reduction
  case report
  case root
  case sample
  case search
  case searches
  case seed
  case set
  case shard
  case slice
  case sources
  case steps
  case store
  case strict
  case svg
  case symmetry
  case time
  case tools
  case totalTime = "total-time"
  case trace
  case traces
  case updateLock = "update-lock"
  case version
  case visited
  case threads
  case walkLength = "walk-length"
  case walks
  case without
}

/// Every subcommand.
enum CommandName: String, CaseIterable, Sendable {
  case check
  case resume
  case merge
  case diff
  case need
  case list
  case format
  case explain
  case replay
  case show
  case report
  case conform
  case explore
  case graph
  case export
  case expand
  case crosscheck
  case help
  case version
  case completions
  case syntax
  case man
}
