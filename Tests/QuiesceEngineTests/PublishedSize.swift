import Testing

/// A formula of the literature, and how many states the automaton of its negation has, which is what a search uses.
struct PublishedSize: CustomTestStringConvertible, Sendable {
  /// The formula in the notation of the literature.
  var notation: String
  /// The states that Spot 2.9 has, by its test `core/ltl2tgba2.test`.
  var published: Int
  /// The states here where they are more: Spot makes deterministic automata of obligations minimal, and looks for
  /// languages that contain each other, which is not done here.
  var here: Int?

  init(_ notation: String, _ published: Int, here: Int? = nil) {
    (self.notation, self.published, self.here) = (notation, published, here)
  }

  var testDescription: String { notation }

  /// The patterns of Dwyer, Avrunin and Corbett ("Property specification patterns for finite-state verification", 1998).
  static let dwyer: [PublishedSize] = [
    PublishedSize("G(!p0)", 2),
    PublishedSize("Fp2 -> (!p0 U p2)", 3),
    PublishedSize("G(p1 -> G(!p0))", 3),
    PublishedSize("G((p1 & !p2 & Fp2) -> (!p0 U p2))", 4),
    PublishedSize("G(p1 & !p2 -> (!p0 W p2))", 3),
    PublishedSize("F(p0)", 1),
    PublishedSize("!p2 W (p0 & !p2)", 2),
    PublishedSize("G(!p1) | F(p1 & Fp0)", 2),
    PublishedSize("G(p1 & !p2 -> (!p2 W (p0 & !p2)))", 3),
    PublishedSize("G(p1 & !p2 -> (!p2 U (p0 & !p2)))", 3),
    PublishedSize("(!p0 W (p0 W (!p0 W (p0 W G!p0))))", 6),
    PublishedSize(
      """
      Fp2 -> ((!p0 & !p2) U (p2 | ((p0 & !p2) U (p2 | ((!p0 & !p2) U (p2 | ((p0 & !p2) U (p2 | (!p0 U \
      p2)))))))))
      """, 7),
    PublishedSize("Fp1 -> (!p1 U (p1 & (!p0 W (p0 W (!p0 W (p0 W G!p0))))))", 7),
    PublishedSize(
      """
      G((p1 & Fp2) -> ((!p0 & !p2) U (p2 | ((p0 & !p2) U (p2 | ((!p0 & !p2) U (p2 | ((p0 & !p2) U (p2 \
      | (!p0 U p2))))))))))
      """, 8),
    PublishedSize(
      """
      G(p1 -> ((!p0 & !p2) U (p2 | ((p0 & !p2) U (p2 | ((!p0 & !p2) U (p2 | ((p0 & !p2) U (p2 | (!p0 W \
      p2) | Gp0)))))))))
      """, 7),
    PublishedSize("G(p0)", 2),
    PublishedSize("Fp2 -> (p0 U p2)", 3),
    PublishedSize("G(p1 -> G(p0))", 3),
    PublishedSize("G((p1 & !p2 & Fp2) -> (p0 U p2))", 4),
    PublishedSize("G(p1 & !p2 -> (p0 W p2))", 3),
    PublishedSize("!p0 W p3", 2),
    PublishedSize("Fp2 -> (!p0 U (p3 | p2))", 3),
    PublishedSize("G!p1 | F(p1 & (!p0 W p3))", 3),
    PublishedSize("G((p1 & !p2 & Fp2) -> (!p0 U (p3 | p2)))", 4),
    PublishedSize("G(p1 & !p2 -> (!p0 W (p3 | p2)))", 3),
    PublishedSize("G(p0 -> Fp3)", 2),
    PublishedSize("Fp2 -> (p0 -> (!p2 U (p3 & !p2))) U p2", 3),
    PublishedSize("G(p1 -> G(p0 -> Fp3))", 3),
    PublishedSize("G((p1 & !p2 & Fp2) -> ((p0 -> (!p2 U (p3 & !p2))) U p2))", 4),
    PublishedSize("G(p1 & !p2 -> ((p0 -> (!p2 U (p3 & !p2))) W p2))", 4),
    PublishedSize("Fp0 -> (!p0 U (p3 & !p0 & X(!p0 U p4)))", 3),
    PublishedSize("Fp2 -> (!p0 U (p2 | (p3 & !p0 & X(!p0 U p4))))", 4),
    PublishedSize("(G!p1) | (!p1 U (p1 & Fp0 -> (!p0 U (p3 & !p0 & X(!p0 U p4)))))", 4),
    PublishedSize("G((p1 & Fp2) -> (!p0 U (p2 | (p3 & !p0 & X(!p0 U p4)))))", 5),
    PublishedSize("G(p1 -> (Fp0 -> (!p0 U (p2 | (p3 & !p0 & X(!p0 U p4))))))", 4),
    PublishedSize("(F(p3 & XFp4)) -> ((!p3) U p0)", 3),
    PublishedSize("Fp2 -> ((!(p3 & (!p2) & X(!p2 U (p4 & !p2)))) U (p2 | p0))", 4),
    PublishedSize("(G!p1) | ((!p1) U (p1 & ((F(p3 & XFp4)) -> ((!p3) U p0))))", 4),
    PublishedSize("G((p1 & Fp2)->((!(p3 & (!p2) & X(!p2 U (p4 & !p2)))) U (p2|p0)))", 5),
    PublishedSize("G(p1 -> (!(p3 & (!p2) & X(!p2 U (p4 & !p2))) U (p2 | p0) | G(!(p3 & XFp4))))", 4),
    PublishedSize("G (p3 & XF p4 -> X(F(p4 & F p0)))", 3),
    PublishedSize("Fp2 -> (p3 & X(!p2 U p4) -> X(!p2 U (p4 & F p0))) U p2", 4),
    PublishedSize("G (p1 -> G (p3 & XF p4 -> X(!p4 U (p4 & F p0))))", 4),
    PublishedSize("G ((p1 & Fp2)->(p3 & X(!p2 U p4) -> X(!p2 U (p4 & F p0))) U p2)", 5),
    PublishedSize(
      """
      G (p1 -> (p3 & X(!p2 U p4) -> X(!p2 U (p4 & F p0))) U (p2 | G (p3 & X(!p2 U p4) -> X(!p2 U (p4 & \
      F p0)))))
      """, 4, here: 5),
    PublishedSize("G (p0 -> F(p3 & XFp4))", 3),
    PublishedSize("Fp2 -> (p0 -> (!p2 U (p3 & !p2 & X(!p2 U p4)))) U p2", 4),
    PublishedSize("G (p1 -> G (p0 -> (p3 & XF p4)))", 4),
    PublishedSize("G ((p1 & Fp2) -> (p0 -> (!p2 U (p3 & !p2 & X(!p2 U p4)))) U p2)", 5),
    PublishedSize("G (p1 -> (p0 -> (!p2 U (p3 & !p2 & X(!p2 U p4)))) U (p2 | G(p0 -> (p3 & XF p4))))", 8, here: 9),
    PublishedSize("G (p0 -> F(p3 & !p5 & X(!p5 U p4)))", 3),
    PublishedSize("Fp2 -> (p0 -> (!p2 U (p3 & !p2 & !p5 & X((!p2 & !p5) U p4)))) U p2", 4),
    PublishedSize("G (p1 -> G (p0 -> (p3 & !p5 & X(!p5 U p4))))", 4),
    PublishedSize("G ((p1 & Fp2) -> (p0 -> (!p2 U (p3 & !p2 & !p5 & X((!p2 & !p5) U p4)))) U p2)", 5),
    PublishedSize(
      """
      G (p1 -> (p0 -> (!p2 U (p3 & !p2 & !p5 & X((!p2 & !p5) U p4)))) U (p2 | G (p0 -> (p3 & !p5 & \
      X(!p5 U p4)))))
      """, 11, here: 12),
  ]

  /// The formulas of Etessami and Holzmann ("Optimizing Büchi automata", 2000).
  static let etessamiHolzmann: [PublishedSize] = [
    PublishedSize("p0 U (p1 & G(p2))", 4),
    PublishedSize("p0 U (p1 & X(p2 U p3))", 4),
    PublishedSize("p0 U (p1 & X(p2 & (F(p3 & X(F(p4 & X(F(p5 & X(F(p6))))))))))", 8),
    PublishedSize("F(p0 & X(G(p1)))", 2),
    PublishedSize("F(p0 & X(p1 & X(F(p2))))", 3),
    PublishedSize("F(p0 & X(p1 U p2))", 2),
    PublishedSize("(F(G(p0))) | (G(F(p1)))", 2),
    PublishedSize("G(p0 -> (p1 U p2))", 3),
    PublishedSize("G(p0 & X(F(p1 & X(F(p2 & X(F(p3)))))))", 5),
    PublishedSize("(G(F(p0))) & (G(F(p1))) & (G(F(p2))) & (G(F(p3))) & (G(F(p4)))", 6),
    PublishedSize("(p0 U (p1 U p2)) | (p1 U (p2 U p0)) | (p2 U (p0 U p1))", 2),
    PublishedSize("G(p0 -> (p1 U ((G(p2)) | (G(p3)))))", 6),
  ]

  /// The formulas of Somenzi and Bloem ("Efficient Büchi automata from LTL formulae", 2000).
  static let somenziBloem: [PublishedSize] = [
    PublishedSize("p0 U p1", 2),
    PublishedSize("p0 U (p1 U p2)", 3),
    PublishedSize("!(p0 U (p1 U p2))", 3),
    PublishedSize("G(F(p0)) -> G(F(p1))", 2),
    PublishedSize("(F(p0)) U (G(p1))", 2),
    PublishedSize("(G(p0)) U p1", 3),
    PublishedSize("!((F(F(p0))) <-> (F(p1)))", 4, here: 6),
    PublishedSize("!((G(F(p0))) -> (G(F(p1))))", 3),
    PublishedSize("!((G(F(p0))) <-> (G(F(p1))))", 3),
    PublishedSize("p0 R (p0 | p1)", 2),
    PublishedSize("(Xp0 U Xp1) | !X(p0 U p1)", 1),
    PublishedSize("(Xp0 U p1) | !X(p0 U (p0 & p1))", 1),
    PublishedSize("G(p0 -> F(p1)) & (((X(p0)) U p1) | !X(p0 U (p0 & p1)))", 2),
    PublishedSize("G(p0 -> F(p1)) & (((X(p0)) U X(p1)) | !X(p0 U p1))", 2),
    PublishedSize("G(p0 -> F(p1))", 2),
    PublishedSize("!G(p0 -> X(p1 R p2))", 2),
    PublishedSize("!(F(G(p0)) | F(G(p1)))", 3),
    PublishedSize("G(F(p0) & F(p1))", 3),
    PublishedSize("F(p0) & F(!p0)", 3),
    PublishedSize("(X(p1) & p2) R X(((p3 U p0) R p2) U (p3 R p2))", 4),
    PublishedSize("(G(p1 | G(F(p0))) & G(p2 | G(F(!p0)))) | G(p1) | G(p2)", 6, here: 11),
    PublishedSize("(G(p1 | F(G(p0))) & G(p2 | F(G(!p0)))) | G(p1) | G(p2)", 4, here: 9),
    PublishedSize("!((G(p1 | G(F(p0))) & G(p2 | G(F(!p0)))) | G(p1) | G(p2))", 4),
    PublishedSize("!((G(p1 | F(G(p0))) & G(p2 | F(G(!p0)))) | G(p1) | G(p2))", 3),
    PublishedSize("(G(p1 | X(G p0))) & (G (p2 | X(G !p0)))", 4),
    PublishedSize("G(p1 | (Xp0 & X!p0))", 2),
    PublishedSize("(p0 U p0) | (p1 U p0)", 2),
  ]
}
