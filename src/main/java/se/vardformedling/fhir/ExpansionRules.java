package se.vardformedling.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;

/**
 * Which value sets that are sent along are expanded, as each part of one costs HAPI a search; and
 * which part of an expansion is told.
 */
final class ExpansionRules {
  private static final int MOST_PARTS = 20;

  private ExpansionRules() {}

  static void check(IBaseResource sent) {
    if (!(sent instanceof ValueSet set)) {
      throw Problem.BAD_PARAMETER.at("valueSet", "not a ValueSet");
    }
    if (set.getCompose().getInclude().size() + set.getCompose().getExclude().size() > MOST_PARTS) {
      throw Problem.BAD_PARAMETER.at(
          "valueSet", "at most " + MOST_PARTS + " of include and exclude");
    }
  }

  /**
   * What is asked for of an expansion. HAPI looks through what is in its database, and then says
   * where it begins; of anything else it gives all.
   *
   * @param filter words that the code or the display must hold, in any case
   */
  static ValueSet part(
      ValueSet whole, @Nullable String filter, @Nullable Integer offset, @Nullable Integer count) {
    boolean all = filter == null && offset == null && count == null;
    if (all || whole.getExpansion().hasOffset()) {
      return whole;
    }
    // Kept by HAPI, and the next one's too.
    ValueSet part = whole.copy();
    List<ValueSetExpansionContainsComponent> found =
        part.getExpansion().getContains().stream().filter(one -> suits(one, filter)).toList();
    int from = offset == null ? 0 : offset;
    part.getExpansion()
        .setTotal(found.size())
        .setOffset(from)
        .setContains(
            found.stream()
                .skip(from)
                .limit(count == null ? found.size() : count)
                .collect(Collectors.toCollection(ArrayList::new)));
    return part;
  }

  private static boolean suits(ValueSetExpansionContainsComponent one, @Nullable String filter) {
    String display = one.hasDisplay() ? one.getDisplay() : "";
    String text = (one.getCode() + " " + display).toLowerCase(Locale.ROOT);
    return filter == null
        || Stream.of(filter.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(text::contains);
  }
}
