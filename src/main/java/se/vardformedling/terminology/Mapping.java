package se.vardformedling.terminology;

/** One row of a concept map. */
record Mapping(String source, String target) {}
