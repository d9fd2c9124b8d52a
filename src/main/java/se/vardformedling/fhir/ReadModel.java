package se.vardformedling.fhir;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Rows that follow some types of resources, written in the same transaction as the resource. */
public interface ReadModel {

  Set<String> types();

  /** Replaces the rows of the resource by what it says now. */
  void follow(IBaseResource resource);

  /** The tables it fills, with their schema: what a check compares. */
  Set<String> tables();

  /** Removes all rows that can be made again from the resources. */
  void clear();

  /** What is stored though it would not be taken today, one line each: what a check tells too. */
  default List<String> breaches() {
    return List.of();
  }
}
