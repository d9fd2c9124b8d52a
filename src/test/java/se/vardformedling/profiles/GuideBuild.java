package se.vardformedling.profiles;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * The two steps around the FSH compiler that need Java: {@code package DIR} lays out R4's own
 * definitions as the package it reads, {@code snapshots FROM TO} completes what it wrote.
 */
public final class GuideBuild {
  private static final List<String> CORE =
      List.of(
          "profile/profiles-types.xml",
          "profile/profiles-resources.xml",
          "profile/profiles-others.xml",
          "valueset/valuesets.xml",
          "valueset/v2-tables.xml",
          "valueset/v3-codesystems.xml",
          "extension/extension-definitions.xml");

  private GuideBuild() {}

  public static void main(String[] args) throws IOException {
    FhirContext fhir = FhirContext.forR4();
    if (args[0].equals("package")) {
      corePackage(fhir, Path.of(args[1]));
    } else {
      snapshots(fhir, Path.of(args[1]), Path.of(args[2]));
    }
  }

  private static void corePackage(FhirContext fhir, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("package.json"),
        """
        {"name": "hl7.fhir.r4.core", "version": "4.0.1", "fhirVersions": ["4.0.1"], "type": "Core"}
        """);
    IParser json = fhir.newJsonParser();
    for (String file : CORE) {
      try (InputStream in =
          GuideBuild.class.getResourceAsStream("/org/hl7/fhir/r4/model/" + file)) {
        if (in == null) {
          continue;
        }
        Bundle bundle = fhir.newXmlParser().parseResource(Bundle.class, in);
        for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
          Resource resource = entry.getResource();
          Files.writeString(folder.resolve(name(resource)), json.encodeResourceToString(resource));
        }
      }
    }
  }

  private static void snapshots(FhirContext fhir, Path from, Path to) throws IOException {
    PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(fhir);
    SnapshotGeneratingValidationSupport generator = new SnapshotGeneratingValidationSupport(fhir);
    ValidationSupportChain chain =
        new ValidationSupportChain(ours, new DefaultProfileValidationSupport(fhir), generator);
    List<IBaseResource> read = read(fhir, from);
    read.forEach(ours::addResource);
    Files.createDirectories(to);
    for (IBaseResource resource : read) {
      IBaseResource whole =
          resource instanceof StructureDefinition profile
              ? chain.generateSnapshot(
                  new ValidationSupportContext(chain),
                  profile,
                  profile.getUrl(),
                  "",
                  profile.getName())
              : resource;
      // A profile may be the base of another, which needs its snapshot.
      ours.addResource(whole);
      Files.writeString(
          to.resolve(name((Resource) whole)),
          fhir.newJsonParser().setPrettyPrint(true).encodeResourceToString(whole) + "\n");
    }
  }

  private static List<IBaseResource> read(FhirContext fhir, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted()
          .map(
              file -> {
                try {
                  return fhir.newJsonParser()
                      .parseResource(Files.readString(file, StandardCharsets.UTF_8));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  private static String name(Resource resource) {
    return resource.fhirType() + "-" + resource.getIdElement().getIdPart() + ".json";
  }
}
