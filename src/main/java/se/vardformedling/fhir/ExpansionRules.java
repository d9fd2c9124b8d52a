package se.vardformedling.fhir;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ValueSet;
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
   * The page that is asked for. HAPI makes one of what is in its database, and then says where it
   * begins; of anything else it gives all.
   */
  static ValueSet page(ValueSet whole, @Nullable Integer offset, @Nullable Integer count) {
    if ((offset == null && count == null) || whole.getExpansion().hasOffset()) {
      return whole;
    }
    int all = whole.getExpansion().getContains().size();
    int from = offset == null ? 0 : offset;
    // Kept by HAPI, and the next one's too.
    ValueSet page = whole.copy();
    page.getExpansion()
        .setTotal(all)
        .setOffset(from)
        .setContains(
            page.getExpansion().getContains().stream()
                .skip(from)
                .limit(count == null ? all : count)
                .collect(Collectors.toCollection(ArrayList::new)));
    return page;
  }
}
