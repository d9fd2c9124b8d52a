package se.vardformedling.terminology;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.MapReading;

/** The maps to vårdtjänst are read as {@link Terms} reads them, the others to the letter. */
@Component
class MapsHere implements MapReading {
  private static final Set<String> BY_BEGINNING = Set.of(Terms.KVA, Terms.ICD_10_SE);

  @Override
  public Predicate<String> answering(
      String from, String to, String code, Collection<String> mapped) {
    return BY_BEGINNING.contains(from) && to.equals(Vocabulary.VARDTJANST)
        ? BeginningRules.under(from, code, mapped)
        : code::equals;
  }
}
