package se.vardformedling.brokering;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.util.UrlUtil;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import se.vardformedling.carerelation.CareUnitResource;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.identifier.CaseId;

/** The national node by its FHIR endpoint, as any client sees it. */
@Component
class NationalClient implements NationalCases {
  private static final Logger log = LoggerFactory.getLogger(NationalClient.class);
  private static final String REQUEST_ID = "X-Request-Id";
  private static final int PAGE = 100;
  private static final int PATIENCE = 30_000;
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final FhirContext fhir = FhirContext.forR4();
  private final Environment environment;
  private final NationalToken tokens;
  private final UnitNames names;

  /** HSA-ids by the id of the organisation there. */
  private final Map<String, Known> units = new ConcurrentHashMap<>();

  private final Clock clock;

  /** A unit's HSA-id, which may become another's. */
  private record Known(String hsaId, Instant until) {}

  NationalClient(Environment environment, UnitNames names, Clock clock) {
    this.environment = environment;
    this.names = names;
    this.clock = clock;
    this.tokens = new NationalToken(clock);
    // An answer that is newer than we are is read as far as it is understood.
    fhir.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    fhir.getRestfulClientFactory().setConnectTimeout(PATIENCE);
    fhir.getRestfulClientFactory().setSocketTimeout(PATIENCE);
  }

  @Override
  public CaseId register(NationalNeed need, UUID requestId) {
    String requester =
        "Organization/" + organizations(need.unit()).get(0).getIdElement().getIdPart();
    MethodOutcome made =
        ask(
            client ->
                client
                    .create()
                    .resource(NationalNeedResource.need(need, requester))
                    .prefer(PreferReturnEnum.REPRESENTATION)
                    .withAdditionalHeader(REQUEST_ID, requestId.toString())
                    .execute());
    return made.getResource() instanceof ServiceRequest registered
        ? new CaseId(registered.getRequisition().getValue())
        : away("no need in the answer");
  }

  @Override
  public NationalTask task(String id) {
    Task task = ask(client -> client.read().resource(Task.class).withId(id).execute());
    Bundle around = new Bundle();
    NationalTaskResource.need(task)
        .flatMap(this::readable)
        .ifPresent(need -> around.addEntry().setResource(need));
    return known(task, around);
  }

  /** The need, unless we have left its case. */
  private Optional<ServiceRequest> readable(String need) {
    try {
      return Optional.of(
          ask(client -> client.read().resource(ServiceRequest.class).withId(need).execute()));
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.NOT_FOUND) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  @Override
  public List<NationalTask> changedAfter(Instant moment) {
    List<NationalTask> changed = new ArrayList<>();
    String query =
        "Task?_lastUpdated=gt"
            + moment
            + "&_sort=_lastUpdated&_include=Task:based-on&_count="
            + PAGE;
    Bundle page = ask(client -> search(client, query));
    while (true) {
      Bundle whole = page;
      page.getEntry().stream()
          .map(Bundle.BundleEntryComponent::getResource)
          .filter(Task.class::isInstance)
          .map(Task.class::cast)
          .filter(NationalTaskResource::ofCase)
          .forEach(task -> legible(task, whole).ifPresent(changed::add));
      if (page.getLink(Bundle.LINK_NEXT) == null) {
        return changed;
      }
      mustBeThere(page.getLink(Bundle.LINK_NEXT).getUrl());
      page = ask(client -> client.loadPage().next(whole).execute());
    }
  }

  /** The token goes nowhere else, wherever an answer points. */
  private void mustBeThere(String link) {
    String base = NationalSettings.of(environment).base();
    if (!link.startsWith(base + "?") && !link.startsWith(base + "/")) {
      away("the next page is somewhere else");
    }
  }

  private static Bundle search(IGenericClient client, String query) {
    return client
        .search()
        .byUrl(query)
        .returnBundle(Bundle.class)
        .cacheControl(new CacheControlDirective().setNoCache(true))
        .execute();
  }

  @Override
  public FunctionAddress addressOf(String unit) {
    List<Organization> organizations = organizations(unit);
    if (organizations.size() > 1) {
      throw Problem.NO_ADDRESS.because("the national catalogue has more than one such unit");
    }
    String query =
        "Endpoint?status=active&organization=" + organizations.get(0).getIdElement().getIdPart();
    return ask(client -> search(client, query)).getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(Endpoint.class::isInstance)
        .flatMap(endpoint -> NationalAddressResource.read((Endpoint) endpoint).stream())
        .findFirst()
        .orElseThrow(() -> Problem.NO_ADDRESS.because("no active Endpoint for SDK"));
  }

  @Override
  public void report(Report report, UUID requestId) {
    Task now = ask(client -> client.read().resource(Task.class).withId(report.taskId()).execute());
    if (report.told(NationalTaskResource.state(now))) {
      return;
    }
    try {
      ask(
          client ->
              client
                  .operation()
                  .onInstance("Task/" + report.taskId())
                  .named("$transition")
                  .withParameters(
                      NationalTaskResource.step(report, now.getIdElement().getVersionIdPart()))
                  .withAdditionalHeader(REQUEST_ID, requestId.toString())
                  .execute());
    } catch (Refusal refusal) {
      // The version has moved since an earlier try: by that try, whose answer was lost.
      if (refusal.problem() != Problem.REQUEST_ID_REUSED) {
        throw refusal;
      }
    }
  }

  /** Those that bear the HSA-id now: one, unless the catalogue is in disorder. */
  private List<Organization> organizations(String unit) {
    String query =
        "Organization?identifier=" + CareUnitResource.HSA_ID + "%7C" + UrlUtil.escapeUrlParam(unit);
    List<Organization> found =
        NationalAddressResource.bearers(ask(client -> search(client, query)), unit);
    if (found.isEmpty()) {
      throw Problem.NOT_FOUND.because("the unit is not in the national catalogue");
    }
    return found;
  }

  /** One that cannot be read is told and passed by; the others are read all the same. */
  private Optional<NationalTask> legible(Task task, Bundle around) {
    try {
      return Optional.of(known(task, around));
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.NATIONAL_NODE_AWAY
          || refusal.problem() == Problem.UNAVAILABLE) {
        throw refusal;
      }
      log.error(
          "Task {} cannot be read: {}", task.getIdElement().getIdPart(), refusal.problem().code());
    } catch (IllegalArgumentException | NullPointerException fault) {
      log.error("Task {} cannot be read", task.getIdElement().getIdPart(), fault);
    }
    return Optional.empty();
  }

  private NationalTask known(Task task, Bundle around) {
    return NationalTaskResource.read(task, around, this::unit);
  }

  private Optional<String> unit(String organization) {
    Instant now = clock.instant();
    Optional<Known> known =
        Optional.ofNullable(units.get(organization)).filter(one -> now.isBefore(one.until()));
    if (known.isPresent()) {
      return known.map(Known::hsaId);
    }
    Organization found =
        ask(client -> client.read().resource(Organization.class).withId(organization).execute());
    Optional<String> read = NationalTaskResource.hsaId(found);
    read.ifPresent(
        unit -> {
          units.put(organization, new Known(unit, now.plus(REMEMBERED)));
          NationalTaskResource.name(found).ifPresent(name -> names.keep(unit, name));
        });
    return read;
  }

  /** Once more with a new token if the old one is refused. */
  private <T> T ask(Function<IGenericClient, T> question) {
    NationalSettings settings = NationalSettings.of(environment);
    if (settings.url().isBlank()) {
      throw Problem.NATIONAL_NODE_AWAY.because("VF_NATIONAL_URL is not set");
    }
    NationalAddressRules.mustBeSafe(settings.base());
    try {
      return once(settings, question);
    } catch (AuthenticationException refused) {
      tokens.forget();
      return once(settings, question);
    }
  }

  private <T> T once(NationalSettings settings, Function<IGenericClient, T> question) {
    IGenericClient client = fhir.newRestfulGenericClient(settings.base());
    client.registerInterceptor(new BearerTokenAuthInterceptor(tokens.token(settings)));
    try {
      return question.apply(client);
    } catch (Refusal | AuthenticationException passOn) {
      throw passOn;
    } catch (BaseServerResponseException answer) {
      throw NationalAnswers.refusal(answer);
    }
  }

  private static <T> T away(String why) {
    throw Problem.NATIONAL_NODE_AWAY.because(why);
  }
}
