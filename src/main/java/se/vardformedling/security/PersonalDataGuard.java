package se.vardformedling.security;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.IModelVisitor2;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.ServerInterceptor;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.IdentityScanner.Place;

/**
 * Keeps what identifies a patient off the national node: reads every text of every resource on its
 * way in, whichever way it comes, and of every operation's parameters. The refusal names the place
 * and the rule, never the value.
 */
@Component
@Interceptor
@Order(0)
@NationalNode
class PersonalDataGuard implements StorageInterceptor, ServerInterceptor {
  /** An id, in JSON or XML, that is long enough to identify somebody. */
  private static final Pattern ID =
      Pattern.compile("(?:\"id\"\\s*:\\s*\"|<id\\s+value\\s*=\\s*\")([^\"]{10,64})\"");

  private static final Pattern FINER_THAN_ANY_CLOCK = Pattern.compile("\\.\\d{10}");

  private final FhirContext fhir;
  private final WrittenInCodes codes;

  PersonalDataGuard(FhirContext fhir, WrittenInCodes codes) {
    this.fhir = fhir;
    this.codes = codes;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = 0)
  public void created(IBaseResource resource) {
    scan(resource, codes.stored(resource, null));
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = 0)
  public void updated(IBaseResource before, IBaseResource after) {
    scan(after, codes.stored(after, before));
  }

  /** Before the parameters that nobody knows are left out. */
  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -400)
  public void sent(RequestDetails request) {
    asked(request.getParameters());
  }

  /**
   * Operations and bundles are read before anything is done with them, before the policy too: what
   * identifies somebody is refused whatever it is said about.
   */
  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -300)
  public void asked(RequestDetails request) {
    ids(request.loadRequestContents());
    asked(request.getParameters());
    IBaseResource body = request.getResource();
    if (body != null) {
      scan(body, codes.sent(body));
      if (body instanceof Bundle bundle) {
        bundle.getEntry().stream()
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(PersonalDataGuard::readAlone)
            .forEach(entry -> scan(entry, codes.sent(entry)));
      }
    }
  }

  void leaving(IBaseResource resource) {
    scan(resource, codes.sent(resource));
  }

  /** Of which more is asked than that it tells of nobody, which the Bundle was read for. */
  private static boolean readAlone(@Nullable IBaseResource entry) {
    return entry instanceof Patient || entry instanceof ServiceRequest || entry instanceof Task;
  }

  /** HAPI keeps what was searched for, and a search by POST has it in no address. */
  private static void asked(@Nullable Map<String, String[]> parameters) {
    if (parameters != null
        && Stream.concat(
                parameters.keySet().stream(), parameters.values().stream().flatMap(Arrays::stream))
            .anyMatch(value -> IdentityScanner.scan(value, Place.TEXT).isPresent())) {
      throw Problem.PHI_DETECTED.at("query", "");
    }
  }

  /** HAPI has dropped a new resource's id by now; what was sent is refused all the same. */
  private static void ids(byte @Nullable [] sent) {
    Matcher ids = ID.matcher(sent == null ? "" : new String(sent, StandardCharsets.UTF_8));
    while (ids.find()) {
      if (IdentityScanner.scan(ids.group(1), Place.TEXT).isPresent()) {
        throw Problem.PHI_DETECTED.at("id", "");
      }
    }
  }

  private void scan(IBaseResource resource, WrittenInCodes.Reading words) {
    if (resource instanceof Patient) {
      throw Problem.PHI_DETECTED.at("Patient", "patient-resource");
    }
    fhir.newTerser().visit(resource, new Reader(resource.fhirType(), words));
  }

  /** Reads the texts; the place is built only when something is found. */
  private static final class Reader implements IModelVisitor2 {
    private final String type;
    private final WrittenInCodes.Reading words;

    Reader(String type, WrittenInCodes.Reading words) {
      this.type = type;
      this.words = words;
    }

    @Override
    public boolean acceptElement(
        IBase element,
        List<IBase> containing,
        List<BaseRuntimeChildDefinition> path,
        List<BaseRuntimeElementDefinition<?>> definitions) {
      if (element instanceof Patient) {
        throw Problem.PHI_DETECTED.at(type, "patient-resource");
      }
      if (element.hasFormatComment()) {
        // Not stored, but HAPI would answer with it, and the answer is kept for a repeat.
        element.getFormatCommentsPre().clear();
        element.getFormatCommentsPost().clear();
      }
      boolean primitive = element instanceof IPrimitiveType<?> p && p.getValueAsString() != null;
      if (primitive) {
        read((IPrimitiveType<?>) element, containing, path);
      }
      if (primitive && element instanceof Element named && named.getId() != null) {
        refuseIf(IdentityScanner.scan(named.getId(), Place.TEXT), expression(path) + ".id");
      }
      lines(element)
          .ifPresent(lines -> refuseIf(IdentityScanner.scan(lines, Place.TEXT), expression(path)));
      words.read(element, name(path), containing, () -> expression(path));
      return true;
    }

    private static String name(List<BaseRuntimeChildDefinition> path) {
      return path.isEmpty() ? "" : path.get(path.size() - 1).getElementName();
    }

    /** A file might hold anything. An import's is read row by row; a digest holds nothing. */
    private boolean hidden(IPrimitiveType<?> primitive, String name) {
      return !type.equals("Parameters")
          && (primitive instanceof Base64BinaryType && !name.equals("hash")
              || primitive.getValueAsString().regionMatches(true, 0, "data:", 0, 5));
    }

    private void read(
        IPrimitiveType<?> primitive,
        List<IBase> containing,
        List<BaseRuntimeChildDefinition> path) {
      if (hidden(primitive, name(path))) {
        throw Problem.PHI_DETECTED.at(expression(path), "unreadable-file");
      }
      IBase owner = containing.size() < 2 ? null : containing.get(containing.size() - 2);
      String text =
          primitive instanceof XhtmlNode narrative
              ? withoutCdata(narrative.getValueAsString()) + " " + narrative.allText()
              : primitive.getValueAsString();
      refuseIf(IdentityScanner.scan(text, place(primitive, owner)), expression(path));
    }

    /** Which is read as the text that it holds. */
    private static String withoutCdata(String narrative) {
      return narrative.replace("<![CDATA[", "").replace("]]>", "");
    }

    private static void refuseIf(Optional<IdentityScanner.Rule> met, String expression) {
      met.ifPresent(
          rule -> {
            throw Problem.PHI_DETECTED.at(
                expression, rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
          });
    }

    /** What is read as one text, however many texts it is written in. */
    private static Optional<String> lines(IBase element) {
      Stream<List<StringType>> parts =
          element instanceof Address address
              ? Stream.of(address.getLine(), List.of(address.getPostalCodeElement()))
              : element instanceof HumanName name
                  ? Stream.of(name.getPrefix(), List.of(name.getFamilyElement()), name.getGiven())
                  : Stream.of();
      String lines =
          parts
              .flatMap(List::stream)
              .map(StringType::getValueNotNull)
              .collect(Collectors.joining(" "));
      return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
    }

    private static boolean spoken(ContactPoint contact) {
      return contact.getSystem() != ContactPoint.ContactPointSystem.EMAIL
          && contact.getSystem() != ContactPoint.ContactPointSystem.URL;
    }

    private static Place place(IPrimitiveType<?> primitive, @Nullable IBase owner) {
      if (primitive instanceof BaseDateTimeType) {
        return FINER_THAN_ANY_CLOCK.matcher(primitive.getValueAsString()).find()
            ? Place.TEXT
            : Place.DATE_TIME;
      }
      if (owner instanceof ContactPoint contact && spoken(contact)) {
        return Place.CONTACT_POINT;
      }
      String value = primitive.getValueAsString();
      boolean known =
          owner instanceof Identifier identifier
                  && NumberedSystems.holds(String.valueOf(identifier.getSystem()), value)
              || owner instanceof Coding coding
                  && NumberedSystems.holds(String.valueOf(coding.getSystem()), value);
      return known ? Place.KNOWN_IDENTIFIER : Place.TEXT;
    }

    private String expression(List<BaseRuntimeChildDefinition> path) {
      StringBuilder expression = new StringBuilder(type);
      path.forEach(child -> expression.append('.').append(child.getElementName()));
      return expression.toString();
    }

    @Override
    public boolean acceptUndeclaredExtension(
        org.hl7.fhir.instance.model.api.IBaseExtension<?, ?> extension,
        List<IBase> containing,
        List<BaseRuntimeChildDefinition> path,
        List<BaseRuntimeElementDefinition<?>> definitions) {
      return true;
    }
  }
}
