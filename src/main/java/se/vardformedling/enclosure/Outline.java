package se.vardformedling.enclosure;

import java.util.List;

/**
 * What there is to send of a case, told without the files.
 *
 * @param area vårdområde; empty when the need's code stands for none
 * @param referral whether the need is here, which the referral is made from
 * @param kinds of the documents, codes of CodeSystem document-kind
 * @param bytes of the documents together
 */
public record Outline(String area, boolean referral, List<String> kinds, long bytes) {

  /** Whether a kind of document is there, if the documents have it. */
  public boolean has(String kind, boolean documents) {
    return documents && (referral || !kind.equals(ChecklistRules.REFERRAL));
  }
}
