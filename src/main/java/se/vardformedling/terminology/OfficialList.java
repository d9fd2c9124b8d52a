package se.vardformedling.terminology;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files that E-hälsomyndigheten publishes and that this node can take in. */
public enum OfficialList {
  /** Medicinska åtgärder. */
  KVA_KMA(Terms.KVA, "[A-Z][A-Z0-9]{0,4}"),
  /** Kirurgiska åtgärder. */
  KVA_KKA(Terms.KVA, "[A-Z][A-Z0-9]{0,4}"),
  /** With chapters, sections, categories and national fifth positions. */
  ICD_10_SE(
      Terms.ICD_10_SE,
      "[IVX]{1,5}|[A-Z]\\d{2}(-[A-Z]\\d{2})?|[A-Z]\\d{2}(\\.\\d?|[.-])?[A-Z0-9-]{0,3}[*+†]?");

  private final String system;
  private final Pattern code;

  OfficialList(String system, String code) {
    this.system = system;
    this.code = Pattern.compile(code);
  }

  public String system() {
    return system;
  }

  /** As it is written on the command line: {@code kva-kma}, {@code kva-kka}, {@code icd-10-se}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<OfficialList> of(String code) {
    return Arrays.stream(values()).filter(list -> list.code().equals(code)).findFirst();
  }

  boolean wellFormed(String given) {
    return code.matcher(given).matches();
  }

  /**
   * Whether it is a code one can record or group by: the one- and two-letter headings of KVÅ mean
   * different things in its two halves.
   */
  boolean recordable(String given) {
    return system.equals(Terms.ICD_10_SE) || given.length() >= 3;
  }
}
