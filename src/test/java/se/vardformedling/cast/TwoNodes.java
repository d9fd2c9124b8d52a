package se.vardformedling.cast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;
import se.vardformedling.NodeIT;

/**
 * A regional node under test and a real national node beside it, in one JVM: the shared node of the
 * national tests, started if none of them has been run yet.
 */
public final class TwoNodes {
  private static final String URL = "vf.test.national-url";

  private TwoNodes() {}

  @NodeIT
  private static final class National {}

  public static ApplicationContext national() {
    return new TestContextManager(National.class).getTestContext().getApplicationContext();
  }

  public static int nationalPort() {
    return Integer.parseInt(national().getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** The regional node's way leads to the national node, as the journal system of Dalarna. */
  public static void connect() {
    String key = new Api(nationalPort()).get("", "/demo/key/journal-dalarna").body();
    try {
      Path file = Files.createTempFile(Path.of("target"), "national-key", ".pem");
      Files.writeString(file, key);
      System.setProperty("vf.test.national-key", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setProperty(URL, "http://127.0.0.1:" + nationalPort() + "/fhir");
  }

  /** The regional node's way leads nowhere. */
  public static void disconnect() {
    System.setProperty(URL, "http://127.0.0.1:9/fhir");
  }

  /** As before: there is no way. */
  public static void forget() {
    System.clearProperty(URL);
  }

  /** Says in the national catalogue where a unit takes documents. */
  public static void address(String organization, String participant, String function) {
    address(organization, participant, function, "active");
  }

  /** Says in the national catalogue that a unit takes no documents. */
  public static void noAddress(String organization) {
    address(organization, "0203:nobody.example", "none", "off");
  }

  private static void address(
      String organization, String participant, String function, String status) {
    Api api = new Api(nationalPort());
    String id = "sdk-" + organization;
    String endpoint =
        """
        {"resourceType":"Endpoint","id":"%s","status":"%s",
         "connectionType":{"system":"http://terminology.hl7.org/CodeSystem/endpoint-connection-type","code":"secure-email"},
         "managingOrganization":{"reference":"Organization/%s"},
         "payloadType":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/endpoint-payload-type","code":"any"}]}],
         "payloadMimeType":["application/pdf"],"address":"sdk:%s/%s"}
        """
            .formatted(id, status, organization, participant, function);
    Api.Answer stored = api.put("catalogue-admin", "/fhir/Endpoint/" + id, endpoint);
    if (stored.status() > 201) {
      throw new AssertionError(stored.status() + " " + stored.body());
    }
  }
}
