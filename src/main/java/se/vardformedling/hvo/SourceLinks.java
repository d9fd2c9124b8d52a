package se.vardformedling.hvo;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.hvo.Sources.Row;

/** What some resources need to know of others before they can be stored here. */
@Component
class SourceLinks {
  private final JdbcClient sql;
  private final Sources sources;

  SourceLinks(JdbcClient sql, Sources sources) {
    this.sql = sql;
    this.sources = sources;
  }

  /**
   * What is known.
   *
   * @param local what is here, {@code Type/id} there to {@code Type/id} here
   * @param numbers what legal persons are here, by their number
   * @param owners the unit at a place, ids there
   * @param places a place of a unit, ids there
   * @param rows others as the catalogue has them, by {@code Type/id}
   */
  record Known(
      Map<String, String> local,
      Map<String, String> numbers,
      Map<String, String> owners,
      Map<String, String> places,
      Map<String, Row> rows) {

    /** The name of a unit, by its id there. */
    @Nullable String name(@Nullable String unit) {
      Row row = rows.get("Organization/" + unit);
      return row == null ? null : row.source().name();
    }
  }

  /** For these, which will be stored together. */
  Known of(List<Row> together) {
    Set<String> keys = new TreeSet<>();
    Set<String> numbers = new HashSet<>();
    Set<String> places = new HashSet<>();
    Set<String> units = new HashSet<>();
    for (Row row : together) {
      gather(row.source().body(), keys, numbers);
      if (row.source().type().equals("Location")) {
        places.add(row.source().id());
      } else if (row.source().owner() != null) {
        units.add(row.source().owner());
      }
    }
    Map<String, String> owners = ownerOf(places);
    owners.values().forEach(unit -> keys.add("Organization/" + unit));
    Map<String, String> placesOf = placeOf(units);
    placesOf.values().forEach(place -> keys.add("Location/" + place));
    Map<String, Row> rows = new HashMap<>();
    Map<String, String> local = new HashMap<>();
    List<Row> found = sources.find(keys);
    // An agreement is made of the services that its parties have agreed on.
    Set<String> agreed = new TreeSet<>();
    found.stream()
        .filter(row -> row.source().type().equals("OrganizationAffiliation"))
        .forEach(row -> gather(row.source().body(), agreed, numbers));
    for (Row row : Stream.concat(found.stream(), sources.find(agreed).stream()).toList()) {
      rows.put(row.source().key(), row);
      if (row.stored()) {
        local.put(row.source().key(), row.source().type() + "/" + row.localId());
      }
    }
    Map<String, String> legal = byNumber(numbers);
    for (Row row : together) {
      local.put(row.source().key(), row.source().type() + "/" + row.localId());
      if (row.source().organisationNumber() != null) {
        legal.putIfAbsent(row.source().organisationNumber(), row.localId());
      }
    }
    return new Known(local, legal, owners, placesOf, rows);
  }

  private static void gather(Resource body, Set<String> keys, Set<String> numbers) {
    HvoResource.walk(
        body,
        base -> {
          if (base instanceof Reference reference) {
            if (reference.hasReference()) {
              keys.add(reference.getReference());
            } else if (HvoResource.ORGANISATION_NUMBER.equals(
                reference.getIdentifier().getSystem())) {
              numbers.add(reference.getIdentifier().getValue());
            }
          }
        });
  }

  /** What legal persons are here, by their number. */
  private Map<String, String> byNumber(Collection<String> numbers) {
    return pairs(
        "select organisation_number, local_id from vf.hvo_source where stored and organisation_number = any(:keys)"
            + " order by upstream_id",
        numbers);
  }

  /** The unit at each place: the first that gives something there. */
  private Map<String, String> ownerOf(Collection<String> places) {
    return pairs(
        """
        select replace(u, 'Location/', ''), owner
          from vf.hvo_source s, unnest(s.uses) u
         where s.type = 'HealthcareService' and owner is not null and not gone and s.uses && cast(:keys as text[])
           and u = any(:keys)
         order by upstream_id
        """,
        places.stream().map(id -> "Location/" + id).toList());
  }

  /** Where each unit is: the first place where it gives something. */
  private Map<String, String> placeOf(Collection<String> units) {
    return pairs(
        """
        select owner, replace(u, 'Location/', '')
          from vf.hvo_source s, unnest(s.uses) u
         where s.type = 'HealthcareService' and owner = any(:keys) and not gone and u like 'Location/%'
         order by upstream_id, u
        """,
        units);
  }

  private Map<String, String> pairs(String query, Collection<String> keys) {
    Map<String, String> pairs = new HashMap<>();
    if (!keys.isEmpty()) {
      sql.sql(query)
          .param("keys", keys.toArray(String[]::new))
          .query(
              row -> {
                pairs.putIfAbsent(row.getString(1), row.getString(2));
              });
    }
    return pairs;
  }
}
