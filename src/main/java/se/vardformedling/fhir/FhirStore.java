package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * FHIR storage for the program itself: validated and guarded like a call from outside, in the
 * caller's transaction if there is one, and without asking who is calling; that is the front door's
 * business.
 */
@Component
public class FhirStore {
  private final DaoRegistry daos;
  private final MatchUrlService queries;
  private final FhirContext fhir;
  private final CurrentVersions versions;
  private final VersionRows rows;

  FhirStore(
      DaoRegistry daos,
      MatchUrlService queries,
      FhirContext fhir,
      CurrentVersions versions,
      VersionRows rows) {
    this.daos = daos;
    this.queries = queries;
    this.fhir = fhir;
    this.versions = versions;
    this.rows = rows;
  }

  /** The current version; {@link Problem#NOT_FOUND} if there is none. */
  public <T extends IBaseResource> T read(Class<T> type, String id) {
    return find(type, id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  public <T extends IBaseResource> Optional<T> find(Class<T> type, String id) {
    String plain = id.substring(id.lastIndexOf('/') + 1);
    Optional<T> written = Written.find(fhir.getResourceType(type), plain).map(type::cast);
    return written.isPresent() ? written : versions.find(type, plain);
  }

  /** One version, named {@code Type/id/_history/version}. */
  public IBaseResource version(String reference) {
    IIdType id = fhir.getVersion().newIdType().setValue(reference);
    return daos.getResourceDao(id.getResourceType()).read(id, internal());
  }

  /** The current version, by the type's name. */
  @SuppressWarnings("unchecked")
  public Optional<IBaseResource> find(String type, String id) {
    Class<? extends IBaseResource> named = fhir.getResourceDefinition(type).getImplementingClass();
    return find((Class<IBaseResource>) named, id);
  }

  /** Stores a new resource; the answer carries its id and version. */
  @SuppressWarnings("unchecked")
  public <T extends IBaseResource> T create(T resource) {
    IFhirResourceDao<T> type = dao((Class<T>) resource.getClass());
    return (T)
        type.create(DrawnIds.give(resource), null, true, internal(), Written.known()).getResource();
  }

  /** Stores a new version, or creates under the id given. */
  @SuppressWarnings("unchecked")
  public <T extends IBaseResource> T update(T resource) {
    return (T)
        dao((Class<T>) resource.getClass())
            .update(resource, null, true, false, internal(), Written.known())
            .getResource();
  }

  /**
   * All matches of a FHIR query such as {@code group-identifier=sys|value}; reads what this
   * transaction has written.
   */
  public <T extends IBaseResource> List<T> search(Class<T> type, String query) {
    SearchParameterMap map =
        queries.translateMatchUrl(
            type.getSimpleName() + "?" + query, fhir.getResourceDefinition(type));
    map.setLoadSynchronous(true);
    return search(type, map);
  }

  /** The first of them, at most so many, by one question to the database. */
  public <T extends IBaseResource> List<T> first(Class<T> type, String query, int most) {
    SearchParameterMap map =
        queries.translateMatchUrl(
            type.getSimpleName() + "?" + query, fhir.getResourceDefinition(type));
    map.setLoadSynchronousUpTo(most);
    return search(type, map);
  }

  private <T extends IBaseResource> List<T> search(Class<T> type, SearchParameterMap map) {
    rows.flush();
    return dao(type).search(map, internal()).getAllResources().stream().map(type::cast).toList();
  }

  /** The ids of all matches of a FHIR query. */
  <T extends IBaseResource> List<String> ids(Class<T> type, String query) {
    SearchParameterMap map =
        queries.translateMatchUrl(
            type.getSimpleName() + "?" + query, fhir.getResourceDefinition(type));
    map.setLoadSynchronous(true);
    return dao(type).searchForResourceIds(map, internal()).stream()
        .map(IIdType::getIdPart)
        .toList();
  }

  /** The current versions of those that exist, in no order, by one question to the database. */
  public <T extends IBaseResource> List<T> readAll(Class<T> type, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : search(type, "_id=" + ids.stream().distinct().collect(Collectors.joining(",")));
  }

  /** As above, by the type's name. */
  @SuppressWarnings("unchecked")
  public List<IBaseResource> readAll(String type, Collection<String> ids) {
    Class<? extends IBaseResource> named = fhir.getResourceDefinition(type).getImplementingClass();
    return readAll((Class<IBaseResource>) named, ids);
  }

  /**
   * A transaction bundle: all entries or none; part of the caller's transaction if there is one.
   */
  public Bundle transaction(Bundle bundle) {
    DrawnIds.giveAll(bundle);
    IFhirSystemDao<Bundle, ?> system = system();
    return TransactionSynchronizationManager.isActualTransactionActive()
        ? system.transactionNested(internal(), bundle)
        : system.transaction(internal(), bundle);
  }

  @SuppressWarnings("unchecked")
  private IFhirSystemDao<Bundle, ?> system() {
    return daos.getSystemDao();
  }

  private <T extends IBaseResource> IFhirResourceDao<T> dao(Class<T> type) {
    return daos.getResourceDao(type);
  }

  private static SystemRequestDetails internal() {
    return new SystemRequestDetails();
  }
}
