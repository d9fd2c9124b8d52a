package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.svc.ISearchCoordinatorSvc;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.method.ResponsePage;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.InstantType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * A search whose hits fit on one page is answered at once, in the caller's thread; HAPI writes
 * every search down first, for the pages to come, which costs several times the search itself. What
 * does not fit is searched HAPI's way, also with {@code no-store}, where HAPI would leave out the
 * rest and not say so.
 */
@Component
@Primary
class OneTripSearches implements ISearchCoordinatorSvc<JpaPid> {
  static final int DEFAULT_PAGE = 20;
  static final int LARGEST_PAGE = 200;

  /** By so many of its values may a hit be found before hits have to be counted. */
  private static final int MOST_ROWS = 8;

  private static final String TOTAL = "vf.search-total.";

  private final ISearchCoordinatorSvc<JpaPid> hapi;
  private final DefinitionSearches definitions;
  private final SearchesOffDisk offDisk;
  private final Clock clock;

  /** Questions that lately had more hits than a page: asked again, they are not tried first. */
  private final Cache<String, Boolean> large =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  OneTripSearches(
      @Qualifier("searchCoordinatorSvc") ISearchCoordinatorSvc<JpaPid> hapi,
      DefinitionSearches definitions,
      SearchesOffDisk offDisk,
      Clock clock) {
    this.hapi = hapi;
    this.definitions = definitions;
    this.offDisk = offDisk;
    this.clock = clock;
  }

  @Override
  public IBundleProvider registerSearch(
      IFhirResourceDao<?> dao,
      SearchParameterMap asked,
      String type,
      @Nullable CacheControlDirective cacheControl,
      @Nullable RequestDetails request) {
    if (request instanceof ServletRequestDetails) {
      Optional<IBundleProvider> shipped = definitions.search(type, asked);
      if (shipped.isPresent()) {
        return shipped.get();
      }
    }
    return stored(dao, asked, type, cacheControl, request);
  }

  private IBundleProvider stored(
      IFhirResourceDao<?> dao,
      SearchParameterMap asked,
      String type,
      @Nullable CacheControlDirective cacheControl,
      @Nullable RequestDetails request) {
    String question = whose(request) + type + asked.toNormalizedQueryString();
    if (!pageable(asked) || large.getIfPresent(question) != null) {
      return offDisk.during(
          () -> hapi.registerSearch(dao, asked, type, unstored(asked, cacheControl), request));
    }
    int page = asked.getCount() == null ? DEFAULT_PAGE : asked.getCount();
    SearchParameterMap first = asked.clone();
    first.setCount(page);
    first.setLoadSynchronous(true);
    Date began = Date.from(clock.instant());
    IBundleProvider found = hapi.registerSearch(dao, first, type, null, request);
    Fetched fetched = new Fetched();
    List<IBaseResource> resources = found.getResources(0, Integer.MAX_VALUE, fetched);
    if (fetched.count >= 0
        && fetched.count <= page
        && (fetched.count * MOST_ROWS <= page
            || fetched.count == counted(dao, asked, type, request))) {
      return new OnePage(resources, began);
    }
    large.put(question, true);
    return offDisk.during(() -> hapi.registerSearch(dao, asked, type, null, request));
  }

  /**
   * How many there are. What is found by several of its values is several rows of an answer, which
   * may have been full before all were found.
   */
  private int counted(
      IFhirResourceDao<?> dao,
      SearchParameterMap asked,
      String type,
      @Nullable RequestDetails request) {
    SearchParameterMap count = asked.clone();
    count.setSummaryMode(SummaryEnum.COUNT);
    count.setLoadSynchronous(true);
    Integer all = hapi.registerSearch(dao, count, type, null, request).size();
    return all == null ? -1 : all;
  }

  /** What one caller has found says nothing of what another will. */
  private static String whose(@Nullable RequestDetails request) {
    return request instanceof ServletRequestDetails asked
        ? asked.getServletRequest().getRemoteUser() + " "
        : "";
  }

  /** Only a search that HAPI pages by offset may go unstored. */
  private static @Nullable CacheControlDirective unstored(
      SearchParameterMap asked, @Nullable CacheControlDirective cacheControl) {
    return pageable(asked) ? null : cacheControl;
  }

  private static boolean pageable(SearchParameterMap asked) {
    Integer count = asked.getCount();
    return !asked.isLoadSynchronous()
        && asked.getLoadSynchronousUpTo() == null
        && !asked.isOffsetQuery()
        && !asked.isLastN()
        && asked.getEverythingMode() == null
        && asked.getSummaryMode() != SummaryEnum.COUNT
        && (count == null || (count > 0 && count <= LARGEST_PAGE));
  }

  /** How many hits there were before those that the caller may not see were taken away. */
  private static final class Fetched extends ResponsePage.ResponsePageBuilder {
    private int count = -1;

    @Override
    public ResponsePage.ResponsePageBuilder setTotalRequestedResourcesFetched(int fetched) {
      count = fetched;
      return super.setTotalRequestedResourcesFetched(fetched);
    }
  }

  /** All hits with what they include; only the hits are counted. */
  private static final class OnePage extends SimpleBundleProvider {
    private static final long serialVersionUID = 1;
    private final List<IBaseResource> all;
    private final int hits;

    OnePage(List<IBaseResource> resources, Date published) {
      super(resources);
      this.all = resources;
      this.hits =
          (int)
              resources.stream()
                  .filter(
                      one ->
                          ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.get(one)
                              != BundleEntrySearchModeEnum.INCLUDE)
                  .count();
      setPublished(new InstantType(published));
    }

    @Override
    public Integer size() {
      return hits;
    }

    @Override
    public boolean containsAllResources() {
      return false;
    }

    @Override
    public List<IBaseResource> getResources(
        int from, int to, ResponsePage.ResponsePageBuilder page) {
      return all;
    }
  }

  @Override
  public void cancelAllActiveSearches() {
    hapi.cancelAllActiveSearches();
  }

  @Override
  public List<JpaPid> getResources(
      String uuid, int from, int to, @Nullable RequestDetails request, RequestPartitionId part) {
    return hapi.getResources(uuid, from, to, request, part);
  }

  /**
   * A page is asked for it four times while it is written, and HAPI reads what it has written of
   * the search each time: once it has been asked for the search's first hits are there, and more
   * are not looked for in the same request.
   */
  @Override
  public Optional<Integer> getSearchTotal(
      String uuid, @Nullable RequestDetails request, RequestPartitionId part) {
    if (request == null) {
      return hapi.getSearchTotal(uuid, null, part);
    }
    Map<Object, Object> known = request.getUserData();
    if (known.get(TOTAL + uuid) instanceof Total total) {
      return total.hits();
    }
    Optional<Integer> hits = hapi.getSearchTotal(uuid, request, part);
    known.put(TOTAL + uuid, new Total(hits));
    return hits;
  }

  private record Total(Optional<Integer> hits) {}
}
