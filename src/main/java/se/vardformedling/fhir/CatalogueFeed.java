package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.annotation.History;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * IHE mCSD ITI-91, {@code [type]/_history?_since}, for the seven types of the catalogue, the newest
 * first. Every page of one reading shows what was complete when the first was asked for, each
 * version once, whatever is written meanwhile; HAPI's own pages shift. The first page's {@code
 * meta.lastUpdated} is the next reading's {@code _since}: nothing is missed between them.
 */
@Component
class CatalogueFeed {
  static final Set<String> TYPES =
      Set.of(
          "Organization",
          "Location",
          "HealthcareService",
          "OrganizationAffiliation",
          "Endpoint",
          "Practitioner",
          "PractitionerRole");

  private static final String PAGE =
      """
      select r.fhir_id, v.res_ver, v.res_updated, v.vf_at, v.res_text_vc
        from hapi.hfj_res_ver v join hapi.hfj_resource r on r.res_id = v.res_id
       where v.res_type = :type and v.vf_at >= :since and v.vf_at < :until
         -- Where the index begins to be read.
         and v.vf_at <= :at
         and (v.vf_at, r.fhir_id, v.res_ver) < (:at, :id, :version)
       order by v.vf_at desc, r.fhir_id desc, v.res_ver desc
       limit :most
      """;

  /** Sorts after every id. */
  private static final String LAST = "~";

  private final JdbcClient sql;
  private final Horizon horizon;
  private final FhirContext fhir;

  CatalogueFeed(JdbcClient sql, Horizon horizon, FhirContext fhir) {
    this.sql = sql;
    this.horizon = horizon;
    this.fhir = fhir;
  }

  @History(type = Organization.class)
  public Bundle organizations(RequestDetails request) {
    return page(request);
  }

  @History(type = Location.class)
  public Bundle places(RequestDetails request) {
    return page(request);
  }

  @History(type = HealthcareService.class)
  public Bundle services(RequestDetails request) {
    return page(request);
  }

  @History(type = OrganizationAffiliation.class)
  public Bundle affiliations(RequestDetails request) {
    return page(request);
  }

  @History(type = Endpoint.class)
  public Bundle endpoints(RequestDetails request) {
    return page(request);
  }

  @History(type = Practitioner.class)
  public Bundle people(RequestDetails request) {
    return page(request);
  }

  @History(type = PractitionerRole.class)
  public Bundle roles(RequestDetails request) {
    return page(request);
  }

  private record Version(String id, long number, Instant updated, Instant at, String text) {}

  private Bundle page(RequestDetails request) {
    Instant since =
        asked(request, "_since")
            .map(
                text ->
                    FeedRules.moment(text)
                        .orElseThrow(() -> Problem.BAD_PARAMETER.at("_since", "an instant")))
            .orElse(Instant.EPOCH);
    Optional<FeedRules.Cursor> from =
        asked(request, "_before")
            .map(
                text ->
                    FeedRules.read(text)
                        .orElseThrow(() -> Problem.BAD_PARAMETER.at("_before", "as in link next")));
    Instant until = from.map(FeedRules.Cursor::until).orElseGet(horizon::now);
    int count = count(request);
    List<Version> found =
        versions(
            request.getResourceName(),
            since,
            from.orElseGet(() -> new FeedRules.Cursor(until, until, LAST, 0)),
            count + 1);
    List<Version> shown = found.subList(0, Math.min(count, found.size()));
    Bundle bundle = bundle(request, until, shown);
    bundle.setTotal(count(request.getResourceName(), since, until));
    if (found.size() > count) {
      Version last = shown.get(count - 1);
      next(
          bundle, request, count, new FeedRules.Cursor(until, last.at(), last.id(), last.number()));
    }
    return bundle;
  }

  private List<Version> versions(String type, Instant since, FeedRules.Cursor before, int most) {
    return sql.sql(PAGE)
        .param("type", type)
        .param("since", Timestamp.from(since))
        .param("until", Timestamp.from(before.until()))
        .param("at", Timestamp.from(before.at()))
        .param("id", before.id())
        .param("version", before.version())
        .param("most", most)
        .query((row, n) -> version(row))
        .list();
  }

  /** Of the whole reading; left out, it would be told as what a page may hold. */
  private int count(String type, Instant since, Instant until) {
    return sql.sql(
            """
            select count(*) from hapi.hfj_res_ver
             where res_type = :type and vf_at >= :since and vf_at < :until
            """)
        .param("type", type)
        .param("since", Timestamp.from(since))
        .param("until", Timestamp.from(until))
        .query(Integer.class)
        .single();
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getString("fhir_id"),
        row.getLong("res_ver"),
        row.getTimestamp("res_updated").toInstant(),
        row.getTimestamp("vf_at").toInstant(),
        row.getString("res_text_vc"));
  }

  private Bundle bundle(RequestDetails request, Instant until, List<Version> versions) {
    Bundle bundle = new Bundle().setType(Bundle.BundleType.HISTORY);
    // HAPI asks for a version of whatever a history brings.
    bundle.setId("Bundle/" + UUID.randomUUID() + "/_history/1");
    bundle.getMeta().setLastUpdated(Date.from(until));
    bundle.addLink().setRelation("self").setUrl(request.getCompleteUrl());
    IParser parser = fhir.newJsonParser();
    for (Version one : versions) {
      String type = request.getResourceName();
      String address = type + "/" + one.id();
      Resource resource = (Resource) parser.parseResource(one.text());
      resource.setId(address + "/_history/" + one.number());
      resource
          .getMeta()
          .setVersionId(String.valueOf(one.number()))
          .setLastUpdated(Date.from(one.updated()));
      boolean first = one.number() == 1;
      Bundle.BundleEntryComponent entry = bundle.addEntry();
      entry.setFullUrl(request.getFhirServerBase() + "/" + address).setResource(resource);
      entry
          .getRequest()
          .setMethod(first ? HTTPVerb.POST : HTTPVerb.PUT)
          .setUrl(first ? type : address);
      entry.getResponse().setStatus(first ? "201 Created" : "200 OK");
    }
    return bundle;
  }

  private static void next(
      Bundle bundle, RequestDetails request, int count, FeedRules.Cursor cursor) {
    String since =
        asked(request, "_since")
            .map(text -> "_since=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&")
            .orElse("");
    bundle
        .addLink()
        .setRelation("next")
        .setUrl(
            request.getFhirServerBase()
                + "/"
                + request.getResourceName()
                + "/_history?"
                + since
                + "_count="
                + count
                + "&_before="
                + FeedRules.write(cursor));
  }

  private static int count(RequestDetails request) {
    String text = asked(request, "_count").orElse(String.valueOf(OneTripSearches.DEFAULT_PAGE));
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) == 0) {
      throw Problem.BAD_PARAMETER.at("_count", "at least 1");
    }
    return Math.min(Integer.parseInt(text), OneTripSearches.LARGEST_PAGE);
  }

  private static Optional<String> asked(RequestDetails request, String name) {
    Map<String, String[]> parameters = request.getParameters();
    String[] values = parameters.get(name);
    return values == null || values.length == 0 ? Optional.empty() : Optional.of(values[0]);
  }
}
