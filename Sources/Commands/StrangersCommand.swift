/// A command that is carried out even for who is not known: it looks up nothing but what its own words prove.
package protocol StrangersCommand: Command {}
