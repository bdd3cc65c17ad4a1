import Testing

@testable import quiesce

/// The parser follows the table, wherever options stand.
@Suite struct ArgumentParserTests {
  @Test func valuesStandBehindOrInsideTheWord() throws {
    let spaced = try ArgumentParser.parse(["check", "a.quiesce", "--seed", "7", "--set", "x=1", "--set=y=2"])
    #expect(spaced.integer(.seed) == 7)
    #expect(spaced.all(.set) == ["x=1", "y=2"])
    #expect(spaced.positionals == ["a.quiesce"])
  }

  @Test func optionsStandAnywhere() throws {
    let arguments = try ArgumentParser.parse(["--format", "json", "-q", "check", "--keep-going", "a", "--time=2m", "b"])
    #expect(arguments.text(.format) == "json")
    #expect(arguments.has(.quiet))
    #expect(arguments.has(.keepGoing))
    #expect(arguments.seconds(.time) == 120)
    #expect(arguments.positionals == ["a", "b"])
  }

  @Test func doubleDashEndsOptions() throws {
    let arguments = try ArgumentParser.parse(["check", "--", "--seed", "-"])
    #expect(arguments.positionals == ["--seed", "-"])
  }

  @Test func versionAndHelpAreOptionsToo() throws {
    #expect(try ArgumentParser.parse(["--version"]).command == .version)
    #expect(try ArgumentParser.parse(["-h"]).command == .help)
    #expect(try ArgumentParser.parse(["export", "--help"]).has(.help))
  }

  @Test(arguments: [
    ([], ArgumentError.noCommand),
    (["chek"], .unknownCommand("chek")),
    (["check", "--wlaks", "3"], .unknownOption("--wlaks", .check)),
    (["check", "-x"], .unknownOption("-x", .check)),
    (["check", "--seed"], .missingValue(.seed, .check)),
    (["check", "--quiet=yes"], .unexpectedValue(.quiet, .check)),
    (["check", "--seed", "1", "--seed", "2"], .repeatedOption(.seed, .check)),
    (["check", "--walks", "0"], .invalidValue("0", of: "--walks", .integer(minimum: 1), .check)),
    (["check", "--set", "=3"], .invalidValue("=3", of: "--set", .setting, .check)),
    (["check", "--memory", "4X"], .invalidValue("4X", of: "--memory", .size, .check)),
    (["export", "promela"], .missingArgument("FILE", .export)),
    (["version", "now"], .unexpectedArgument("now", .version)),
    (["list", "--seed", "3"], .unknownOption("--seed", .list)),
  ])
  func refusals(words: [String], error: ArgumentError) {
    #expect(throws: error) { try ArgumentParser.parse(words) }
  }

  @Test(arguments: [
    (ArgumentError.unknownCommand("chek"), "unknown subcommand 'chek'. Did you mean 'check'?"),
    (.unknownOption("--wlaks", .check), "unknown option '--wlaks'. Did you mean '--walks'?"),
    (
      .unknownOption("--seed", .list), "'quiesce list' has no option '--seed'; it belongs to: check"
    ),
    (
      .invalidValue("deepth", of: "--search", .choice(["breadth", "depth", "random"]), .check),
      "'deepth' is no value for --search: one of breadth, depth, random. Did you mean 'depth'?"
    ),
  ])
  func messagesNameTheNextThingToTry(error: ArgumentError, message: String) {
    #expect(error.message == message)
  }

  @Test(arguments: [("512M", 512 << 20), ("4GiB", 4 << 30), ("1000", 1000), ("2k", 2048)])
  func sizes(text: String, bytes: Int) {
    #expect(Quantity.bytes(text) == bytes)
  }

  @Test(arguments: ["", "M", "-1", "0", "1.5G", "99999999999T"])
  func noSizes(text: String) {
    #expect(Quantity.bytes(text) == nil)
  }

  @Test(arguments: [("90", 90.0), ("1.5", 1.5), ("15m", 900), ("2h", 7200), ("3s", 3)])
  func times(text: String, seconds: Double) {
    #expect(Quantity.seconds(text) == seconds)
  }
}
