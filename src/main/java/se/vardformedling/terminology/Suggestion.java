package se.vardformedling.terminology;

/**
 * A vårdtjänst that somebody may mean.
 *
 * @param display its Swedish name
 * @param matched what it was recognised by: a name, an everyday word or a code
 * @param kind code, name, english, everyday, kva, icd-10-se or snomed-ct
 * @param score 0 to 1; 1 is the very word
 * @param sure whether it is like enough to act on, and not only worth showing
 */
public record Suggestion(
    String vardtjanst, String display, String matched, String kind, double score, boolean sure) {}
