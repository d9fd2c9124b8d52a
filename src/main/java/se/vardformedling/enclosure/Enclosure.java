package se.vardformedling.enclosure;

import java.util.Set;

/**
 * A document that goes with a case.
 *
 * @param id of its DocumentReference here
 * @param kind a code of CodeSystem document-kind
 * @param type media type
 * @param marks security labels of the document
 */
@SuppressWarnings("ArrayRecordComponent") // a file that nobody compares
public record Enclosure(String id, String kind, String type, byte[] content, Set<String> marks) {}
