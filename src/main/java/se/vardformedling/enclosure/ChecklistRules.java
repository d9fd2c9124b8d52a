package se.vardformedling.enclosure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which documents go with a case of a vårdområde. */
final class ChecklistRules {
  static final String REFERRAL = "remiss";

  /** What every receiver needs. */
  private static final List<String> ALWAYS_REQUIRED = List.of(REFERRAL, "journalanteckning");

  private static final List<String> ALWAYS_USEFUL = List.of("lakemedelslista", "overkanslighet");

  /** Beside what every receiver needs. Ours, for regions to change (vf.handover.checklist). */
  private static final Map<String, Need> BY_AREA =
      Map.of(
          "ogon", new Need(List.of("synundersokning"), List.of("bildunderlag")),
          "ortopedi", new Need(List.of("bildsvar"), List.of("bildunderlag", "provsvar")),
          "handkirurgi", new Need(List.of(), List.of("neurografi")),
          "kirurgi", new Need(List.of("provsvar"), List.of("bildsvar", "halsodeklaration")),
          "gynekologi", new Need(List.of("provsvar"), List.of("bildsvar")),
          "urologi", new Need(List.of("provsvar"), List.of("bildsvar")),
          "endoskopi", new Need(List.of("provsvar", "lakemedelslista"), List.of()),
          "horsel", new Need(List.of("audiogram"), List.of()),
          "utredning", new Need(List.of(), List.of("halsodeklaration")));

  private ChecklistRules() {}

  /** Kinds of documents (CodeSystem document-kind). */
  record Need(List<String> required, List<String> useful) {}

  /**
   * The checklist, what is required first.
   *
   * @param own the node's own required kinds by area, instead of ours
   * @param there kinds of the documents there are; the referral is always there, since it is made
   *     from the need
   */
  static Checklist checklist(String area, Map<String, List<String>> own, Collection<String> there) {
    Need ours = BY_AREA.getOrDefault(area, new Need(List.of(), List.of()));
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    ALWAYS_REQUIRED.forEach(kind -> kinds.put(kind, true));
    own.getOrDefault(area, ours.required()).forEach(kind -> kinds.put(kind, true));
    ours.useful().forEach(kind -> kinds.putIfAbsent(kind, false));
    ALWAYS_USEFUL.forEach(kind -> kinds.putIfAbsent(kind, false));
    List<Checklist.Line> lines = new ArrayList<>();
    kinds.forEach(
        (kind, required) ->
            lines.add(
                new Checklist.Line(kind, required, kind.equals(REFERRAL) || there.contains(kind))));
    return new Checklist(lines);
  }
}
