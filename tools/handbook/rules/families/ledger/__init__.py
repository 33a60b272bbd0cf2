"""Rules about decisions, authority, sealed texts and the standing that follows."""
