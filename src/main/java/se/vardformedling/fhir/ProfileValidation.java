package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Nothing is stored that does not follow R4 and our profile for its kind, by whatever way it comes.
 */
@Component
@Interceptor
@Order(100)
class ProfileValidation implements StorageInterceptor {
  /** Ours, checked when the program is built. */
  private static final Set<String> DEFINITIONS =
      Set.of(
          "StructureDefinition",
          "SearchParameter",
          "OperationDefinition",
          "CodeSystem",
          "ValueSet",
          "ConceptMap");

  /** The verdicts that a request has asked for, in its user data. */
  static final String ASKED = "vf.verdicts";

  /** On a resource of the program's own that {@link #issues} has found nothing wrong with. */
  static final String JUDGED = "vf.judged";

  private static final int BESIDE = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private static final int MOST_SHAPES = 20_000;

  /**
   * By shape, what the validator says of the first of it: while it looks, and for good when it has
   * found nothing wrong. Definitions ship with the program.
   */
  private final Cache<String, FutureTask<List<Refusal.Issue>>> first =
      Caffeine.newBuilder().maximumSize(MOST_SHAPES).build();

  private final FhirValidator validator;
  private final NodeRole node;
  private final ExecutorService beside =
      Executors.newFixedThreadPool(BESIDE, ProfileValidation::thread);

  ProfileValidation(FhirValidator profileValidator, NodeRole node) {
    this.node = node;
    this.validator = profileValidator;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = 100)
  public void created(IBaseResource resource, @Nullable RequestDetails request) {
    begin(resource, request);
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = 100)
  public void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    begin(after, request);
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = -1000)
  public void aboutToFollow(IBaseResource resource) {
    Verdicts.ofTransaction().await();
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = -1000)
  public void aboutToFollow(IBaseResource before, IBaseResource after) {
    Verdicts.ofTransaction().await();
  }

  /** Judged while it is being written: both take about as long, and neither needs the other. */
  private void begin(IBaseResource resource, @Nullable RequestDetails request) {
    if (DEFINITIONS.contains(resource.fhirType())
        || ((Resource) resource).getUserData(JUDGED) != null) {
      return;
    }
    Optional<String> shape = Shape.of((Resource) resource);
    if (shape.filter(this::faultless).isPresent()) {
      return;
    }
    FutureTask<List<Refusal.Issue>> verdict = verdict(asJudged((Resource) resource), shape);
    if (!Verdicts.awaitable()) {
      Verdicts.refuse(Verdicts.of(verdict));
      return;
    }
    Verdicts.ofTransaction().add(verdict);
    if (request != null) {
      asked(request).add(verdict);
    }
    beside.execute(verdict);
  }

  /**
   * What is wrong with what a request wanted written. A resource that breaks its profile may
   * stumble in storage first, over something that says less.
   */
  static List<Refusal.Issue> found(RequestDetails request) {
    return asked(request).stream().flatMap(verdict -> Verdicts.of(verdict).stream()).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<FutureTask<List<Refusal.Issue>>> asked(RequestDetails request) {
    return (List<FutureTask<List<Refusal.Issue>>>)
        request.getUserData().computeIfAbsent(ASKED, key -> new CopyOnWriteArrayList<>());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "validation");
    thread.setDaemon(true);
    return thread;
  }

  /** What is wrong with the resource; nothing is stored. */
  List<Refusal.Issue> issues(IBaseResource resource) {
    if (DEFINITIONS.contains(resource.fhirType())) {
      return List.of();
    }
    Optional<String> shape = Shape.of((Resource) resource);
    return shape.filter(this::faultless).isPresent()
        ? List.of()
        : Verdicts.of(verdict(asJudged((Resource) resource), shape));
  }

  private boolean faultless(String shape) {
    FutureTask<List<Refusal.Issue>> verdict = first.getIfPresent(shape);
    return verdict != null && verdict.isDone() && Verdicts.of(verdict).isEmpty();
  }

  /** That of the first of its shape will do, unless it finds a fault: then each has its own. */
  private FutureTask<List<Refusal.Issue>> verdict(Resource copy, Optional<String> shape) {
    FutureTask<List<Refusal.Issue>> own = new FutureTask<>(() -> judge(copy, shape));
    FutureTask<List<Refusal.Issue>> other = shape.map(key -> first.get(key, k -> own)).orElse(own);
    return other == own
        ? own
        : new FutureTask<>(() -> Verdicts.of(other).isEmpty() ? List.of() : judge(copy));
  }

  private List<Refusal.Issue> judge(Resource copy, Optional<String> shape) {
    boolean faultless = false;
    try {
      List<Refusal.Issue> issues = judge(copy);
      faultless = issues.isEmpty();
      return issues;
    } finally {
      if (!faultless) {
        shape.ifPresent(first::invalidate);
      }
    }
  }

  /** What the validator says, whatever has been judged before; it passes over a bare extension. */
  List<Refusal.Issue> judge(Resource copy) {
    List<Refusal.Issue> bare = ExtensionRules.issues(copy);
    if (!bare.isEmpty()) {
      return bare;
    }
    ValidationOptions options = new ValidationOptions();
    Profiles.of(copy, node).ifPresent(options::addProfile);
    try {
      return validator.validateWithResult(copy, options).getMessages().stream()
          .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
          .map(ProfileValidation::issue)
          .distinct()
          .toList();
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      // The validator stumbles over a unit with a long number and over a reference to no type.
      return List.of(
          new Refusal.Issue(Problem.VALUE_INVALID, copy.fhirType(), "unit or reference"));
    }
  }

  /**
   * HAPI empties the version of what it is about to store, and an empty meta is a fault to the
   * validator; and files take room and time for nothing.
   */
  static Resource asJudged(Resource resource) {
    Resource copy = resource.copy();
    copy.getMeta().setVersionIdElement(null).setLastUpdatedElement(null);
    if (copy.getMeta().isEmpty()) {
      copy.setMeta(null);
    }
    FileContents.shorten(copy);
    return copy;
  }

  private static Refusal.Issue issue(SingleValidationMessage message) {
    return new Refusal.Issue(
        problem(message.getMessageId()),
        Objects.requireNonNullElse(message.getLocationString(), ""),
        Objects.requireNonNullElse(message.getMessage(), ""));
  }

  /** The validator's own message ids tell the kinds apart; they are stable across languages. */
  private static Problem problem(String messageId) {
    if (messageId == null) {
      return Problem.PROFILE_VIOLATED;
    }
    if (messageId.contains("Profile_Minimum")) {
      return Problem.REQUIRED_ELEMENT;
    }
    if (messageId.startsWith("Terminology_")) {
      return Problem.CODE_INVALID;
    }
    return messageId.startsWith("Type_Specific") ? Problem.VALUE_INVALID : Problem.PROFILE_VIOLATED;
  }
}
