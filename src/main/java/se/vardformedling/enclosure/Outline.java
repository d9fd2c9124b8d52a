package se.vardformedling.enclosure;

import java.util.List;

/**
 * What there is to send of a case, told without the files.
 *
 * @param area vårdområde; empty when the need's code stands for none
 * @param kinds of the documents, codes of CodeSystem document-kind
 * @param bytes of the documents together
 */
public record Outline(String area, List<String> kinds, long bytes) {}
