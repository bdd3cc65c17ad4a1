/// A link to another page of the same site.
package struct PageLink {
  /// The name of the file.
  let address: String
  /// What it is called.
  let text: String

  /// The link.
  var markup: Markup { .element("a", ["href": address], .word(text)) }
}
