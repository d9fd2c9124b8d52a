package se.vardformedling.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Requests that nobody with good intentions sends, as a table. */
final class Hostile {

  /**
   * One request.
   *
   * @param headers besides the token
   */
  record Try(String name, String method, String path, byte[] body, String... headers) {
    /** One who may ask for it at all: a refusal for lack of rights would prove nothing. */
    String persona() {
      return path.contains("$") || path.contains("Report") ? "broker-dalarna" : "catalogue-admin";
    }
  }

  private static final String JSON = "Content-Type: application/fhir+json";
  private static final String XML = "Content-Type: application/fhir+xml";
  private static final String JSON_PATCH = "Content-Type: application/json-patch+json";

  /** What attackers write where a value is expected. */
  private static final List<String> INJECTIONS =
      List.of(
          "' OR '1'='1",
          "1; DROP TABLE hfj_resource;--",
          "') UNION SELECT password FROM pg_shadow--",
          "pg_sleep(10)",
          "$(sleep 10)",
          "${jndi:ldap://127.0.0.1/a}",
          "#{7*7}",
          "{{7*7}}",
          "<script>alert(1)</script>",
          "../../../../etc/passwd",
          "file:///etc/passwd",
          "%s%s%s%n",
          "\r\nSet-Cookie: a=b",
          "99999999999999999999",
          "1e400",
          "NaN",
          "\ud83d\udca9",
          "a".repeat(3000));

  /** Places whose values have a form that none of the injections has. */
  private static final List<String> TYPED =
      List.of(
          "/fhir/Organization?_lastUpdated=",
          "/fhir/Organization?_count=",
          "/fhir/Organization?_sort=",
          "/fhir/Organization?_include=",
          "/fhir/Organization?_summary=",
          "/fhir/Organization?_total=",
          "/fhir/Organization?_format=",
          "/fhir/Organization/_history?_since=",
          "/fhir/MeasureReport?date=");

  private static final String FIND =
      "/fhir/HealthcareService/$find-provider?code=knaprotes&origin=2080&originRegion=20&";

  private static final List<String> FIND_PARAMETERS =
      List.of(
          "code",
          "origin",
          "originRegion",
          "expectedDate",
          "dueDate",
          "maxDistance",
          "maxWaitDays",
          "maxPrice",
          "agreement",
          "minRemainingVolume",
          "capacity",
          "sort",
          "strategy",
          "includeExcluded",
          "asOf",
          "_count",
          "nosuch");

  private Hostile() {}

  static List<Try> refused() {
    List<Try> all = new ArrayList<>();
    for (String place : TYPED) {
      for (String injection : INJECTIONS) {
        all.add(get(place + URLEncoder.encode(injection, StandardCharsets.UTF_8)));
      }
    }
    operations(all);
    addresses(all);
    headers(all);
    jsonBodies(all);
    xmlBodies(all);
    patches(all);
    bundles(all);
    bytes(all);
    return all;
  }

  /** The same strings where any text may be asked for: nothing happens and nothing is found. */
  static List<Try> harmless() {
    List<Try> all = new ArrayList<>();
    for (String injection : INJECTIONS) {
      String value = URLEncoder.encode(injection, StandardCharsets.UTF_8);
      for (String parameter : List.of("name", "identifier", "_id", "type", "partof", "_tag")) {
        all.add(get("/fhir/Organization?" + parameter + "=" + value));
      }
    }
    all.add(get("/fhir/Organization?name=" + "1".repeat(7_000)));
    return all;
  }

  private static void operations(List<Try> all) {
    for (String parameter : FIND_PARAMETERS) {
      for (String injection : INJECTIONS.subList(0, 8)) {
        String without = FIND.replaceFirst("(?<=[?&])" + parameter + "=[^&]*&", "");
        all.add(
            get(without + parameter + "=" + URLEncoder.encode(injection, StandardCharsets.UTF_8)));
      }
    }
    for (String injection : INJECTIONS.subList(0, 8)) {
      for (String name : List.of("transition", "version", "comment", "input", injection)) {
        String body =
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"%s\",\"valueString\":\"%s\"}]}"
                .formatted(name, injection);
        String path = "/fhir/Task/nosuch/$transition";
        all.add(new Try("transition " + name, "POST", path, text(body), JSON));
      }
    }
  }

  private static void addresses(List<Try> all) {
    for (String path :
        List.of(
            "/fhir/Organization/%00",
            "/fhir/Organization?name=%00",
            "/fhir/Organization?name=a%00b",
            "/fhir/Organization?%00=a",
            "/fhir/Organization?name=%",
            "/fhir/Organization?name=%zz",
            "/fhir/Organization?name=%c3%28",
            "/fhir/Organization?name=%ff",
            "/fhir/Organization?name=%ed%a0%80",
            "/fhir/Organization?name=\"<>",
            "/fhir/../../etc/passwd",
            "/fhir/..%2f..%2fetc%2fpasswd",
            "/fhir/%2e%2e/%2e%2e/etc/passwd",
            "/fhir/Organization/..%5c..%5cwin.ini",
            "/fhir/Organization;jsessionid=1/1",
            "/fhir/Organization/' OR 1=1".replace(" ", "%20"),
            "/fhir/Organization/" + "a".repeat(65),
            "/fhir/Organization/1/_history/abc",
            "/fhir/Organization/1/_history/99999999999999999999",
            "/fhir/Organization/unit-mora/_history/99999999999999999999",
            "/fhir/Organization/unit-mora/_history/99999999999",
            "/fhir/Organization/1/2/3/4",
            "/fhir/Organization/1/$expunge",
            "/fhir/Organization/$nosuch",
            "/fhir/NoSuchType",
            "/fhir/patient/1",
            "/fhir/Patient/1",
            "/fhir/Organization?name=" + "a".repeat(9000),
            "/fhir/Organization?partof.partof.partof.nosuch=a",
            "/fhir/Organization?_has:Task:owner:nosuch=a",
            "/fhir/Organization?_has=a",
            "/fhir/Organization?name:nosuch=a",
            "/fhir/Organization?_filter=name%20eq%20a",
            "/fhir?_getpages=../../etc/passwd",
            "/fhir?_getpages=1&_getpagesoffset=-1",
            "/fhir?_getpages=1&_getpagesoffset=abc",
            "/fhir/Organization?_offset=-1",
            "/fhir/Organization?_count=-1",
            "/fhir/CodeSystem?_offset=-1",
            "/fhir/CodeSystem?_count=-1",
            "/fhir/Organization/_history?_count=-1",
            "/fhir/Organization/_history?_offset=-1",
            "/fhir/_history",
            "/fhir/$everything",
            "/fhir/Location?near=a",
            "/fhir/Location?near=99|999|1|km")) {
      all.add(get(path));
    }
  }

  private static void headers(List<Try> all) {
    for (String header :
        List.of(
            "Accept: image/png",
            "Accept: text/plain",
            "Accept: application/fhir+json;fhirVersion=5.0",
            "Accept: */*;q=0",
            "Accept: ../../etc/passwd",
            "If-Match: ' OR 1=1",
            "If-Match: W/\"1\", W/\"2\"",
            "If-Match: W/1",
            "X-Large: " + "a".repeat(17_000))) {
      all.add(new Try(header.substring(0, 12), "GET", "/fhir/Organization", new byte[0], header));
    }
    for (String header :
        List.of(
            "Content-Type: text/plain",
            "Content-Type: text/html",
            "Content-Type: multipart/form-data",
            "Content-Type: application/fhir+json;charset=utf-16",
            "Content-Type: application/fhir+json;fhirVersion=3.0",
            "Content-Type: ${jndi:ldap://127.0.0.1/a}",
            "Content-Type: application/json-patch+json")) {
      all.add(new Try(header, "POST", "/fhir/Organization", text(organization("")), header));
    }
    for (String encoding : List.of("br", "deflate", "gzip, gzip", "../x")) {
      String[] sent = {JSON, "Content-Encoding: " + encoding};
      all.add(new Try(encoding, "POST", "/fhir/Organization", text(organization("")), sent));
    }
    for (String method : List.of("DELETE", "PUT", "PATCH", "LOCK", "TRACE", "PROPFIND")) {
      all.add(new Try(method, method, "/fhir/Organization", new byte[0], JSON));
    }
  }

  private static void jsonBodies(List<Try> all) {
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "[]",
            "null",
            "true",
            "\"Organization\"",
            "{}",
            "{\"resourceType\":null}",
            "{\"resourceType\":7}",
            "{\"resourceType\":\"NoSuch\"}",
            "{\"resourceType\":\"Patient\"}",
            "{\"resourceType\":\"../../etc/passwd\"}",
            "{'resourceType':'Organization'}",
            "{\"resourceType\":\"Organization\",}",
            "{\"resourceType\":\"Organization\"}{}",
            "{\"resourceType\":\"Organization\",\"resourceType\":\"Task\"}",
            organization("/*comment*/\"name\":\"A\""),
            organization("\"name\":7"),
            organization("\"name\":true"),
            organization("\"name\":[\"A\"]"),
            organization("\"name\":{\"a\":1}"),
            organization("\"name\":null"),
            organization("\"name\":\"\""),
            organization("\"name\":NaN"),
            organization("\"name\":\"\\u0000\""),
            organization("\"name\":\"\\ud800\""),
            organization("\"name\":\"a\\u0008\""),
            organization(many("extension", "{\"url\":\"http://a\",\"valueString\":\"a\"}", 20_000)),
            organization(many("identifier", "{\"system\":\"http://a\",\"value\":\"a\"}", 20_000)),
            organization(
                many("contained", "{\"resourceType\":\"Organization\",\"id\":\"a\"}", 5_000)),
            organization("\"meta\":{" + many("profile", "\"http://a\"", 2_000) + "}"),
            organization(
                many("contact", "{" + many("telecom", "{\"value\":\"a\"}", 400) + "}", 400)),
            organization("\"name\":\"A\\u00zz\""),
            organization("\"__proto__\":{\"admin\":true}"),
            organization("\"active\":\"true\""),
            organization("\"active\":2"),
            organization("\"telecom\":\"a\""),
            organization("\"telecom\":[7]"),
            organization("\"telecom\":[[{}]]"),
            organization("\"telecom\":[{\"system\":\"nosuch\"}]"),
            organization("\"telecom\":[{\"rank\":1e400}]"),
            organization("\"telecom\":[{\"rank\":-1}]"),
            organization("\"telecom\":[{\"rank\":99999999999}]"),
            organization("\"contained\":[{\"resourceType\":\"NoSuch\"}]"),
            organization("\"contained\":[7]"),
            organization("\"partOf\":{\"reference\":\"#nosuch\"}"),
            organization("\"partOf\":{\"reference\":\"Organization/nosuch\"}"),
            organization("\"meta\":{\"lastUpdated\":\"yesterday\"}"),
            organization("\"extension\":[{\"valueString\":\"no url\"}]"),
            organization("\"extension\":[{\"url\":\"a\",\"valueDecimal\":1e999999999}]"),
            organization("\"nosuch\":1"),
            organization("\"id\":\"../../etc/passwd\",\"identifier\":{}"),
            deep("{\"extension\":[", "]}", 5_000),
            deep("[", "]", 100_000),
            organization("\"a\":" + deep("[", "]", 500)),
            "{\"a\":".repeat(50_000),
            organization("\"name\":\"" + "a".repeat(200_000) + "\",\"nosuch\":1"))) {
      String name = "json " + body.substring(0, Math.min(70, body.length()));
      all.add(new Try(name, "POST", "/fhir/Organization", text(body), JSON));
    }
  }

  private static void xmlBodies(List<Try> all) {
    String open = "<Organization xmlns=\"http://hl7.org/fhir\">";
    for (String body :
        List.of(
            "<",
            "<a/>",
            "<Organization/>",
            open,
            open + "</Task>",
            open + "<nosuch value=\"1\"/></Organization>",
            open
                + "<extension url=\"http://example.org/x\"><valueDecimal value=\"1e999999999\"/>"
                + "</extension></Organization>",
            open + "<name nosuch=\"1\"/></Organization>",
            open + "<name value=\"&nosuch;\"/></Organization>",
            open + "<name value=\"&#0;\"/></Organization>",
            "<!DOCTYPE a><Organization xmlns=\"http://hl7.org/fhir\"/>",
            entity("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;"),
            entity("<!ENTITY x SYSTEM \"http://127.0.0.1:1/x\">", "&x;"),
            entity("<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\"> %x;", "a"),
            entity(laughs(), "&l9;"),
            "<?xml version=\"1.0\" encoding=\"utf-16\"?><",
            "<?xml-stylesheet href=\"file:///etc/passwd\"?><a",
            open + "<extension>".repeat(5_000) + "</Organization>",
            open
                + "<extension url=\"http://a\"><valueString value=\"a\"/></extension>"
                    .repeat(20_000)
                + "</Organization>",
            open + deep("<extension url=\"a\">", "</extension>", 5_000) + "</Organization>")) {
      String name = "xml " + body.substring(0, Math.min(70, body.length()));
      all.add(new Try(name, "POST", "/fhir/Organization", text(body), XML));
    }
  }

  private static void patches(List<Try> all) {
    for (String body :
        List.of(
            "",
            "{}",
            "7",
            "[7]",
            "[{}]",
            "[{\"op\":\"nosuch\",\"path\":\"/name\"}]",
            "[{\"op\":\"replace\",\"path\":\"name\",\"value\":1}]",
            "[{\"op\":\"remove\",\"path\":\"/resourceType\"}]",
            deep("[", "]", 10_000))) {
      String name = "patch " + body.substring(0, Math.min(50, body.length()));
      for (String id : List.of("nosuch", "unit-mora")) {
        all.add(new Try(name, "PATCH", "/fhir/Organization/" + id, text(body), JSON_PATCH));
      }
    }
    String twice = "{\"op\":\"copy\",\"from\":\"/alias\",\"path\":\"/alias/-\"}";
    for (String steps :
        List.of(
            "{\"op\":\"move\",\"path\":\"/name\"}",
            "{\"op\":\"add\",\"path\":\"/\",\"value\":1}",
            "{\"op\":\"replace\",\"path\":\"\",\"value\":{}}",
            "{\"op\":\"add\",\"path\":\"/name\"}",
            "{\"op\":\"remove\",\"path\":\"/nosuch\"}",
            "{\"op\":\"remove\",\"path\":\"" + "/a".repeat(50_000) + "\"}",
            "{\"op\":\"remove\",\"path\":\"/name\"},".repeat(501) + twice,
            "{\"op\":\"add\",\"path\":\"/alias\",\"value\":[\"a\"]}" + ("," + twice).repeat(25))) {
      String name = "patch " + steps.substring(0, Math.min(50, steps.length()));
      byte[] body = text("[" + steps + "]");
      all.add(new Try(name, "PATCH", "/fhir/Organization/unit-mora", body, JSON_PATCH));
    }
    all.add(new Try("patch of all", "PATCH", "/fhir/Organization", text("[]"), JSON_PATCH));
    all.add(new Try("patch of all?", "PATCH", "/fhir/Organization?", text("[]"), JSON_PATCH));
    for (String type : List.of(JSON, XML)) {
      all.add(
          new Try(
              "patch as " + type,
              "PATCH",
              "/fhir/Organization/unit-mora",
              text(organization("")),
              type));
    }
  }

  private static void bundles(List<Try> all) {
    String get = "{\"request\":{\"method\":\"GET\",\"url\":\"Organization\"}}";
    for (String body :
        List.of(
            "{\"resourceType\":\"Bundle\"}",
            "{\"resourceType\":\"Bundle\",\"type\":\"history\"}",
            bundle("{}"),
            bundle("{\"request\":{\"method\":\"GET\"}}"),
            bundle("{\"request\":{\"method\":\"NOSUCH\",\"url\":\"a\"}}"),
            bundle("{\"request\":{\"method\":\"DELETE\",\"url\":\"Organization/1\"}}"),
            bundle("{\"request\":{\"method\":\"POST\",\"url\":\"Organization\"}}"),
            bundle("{\"request\":{\"method\":\"PUT\",\"url\":\"Patient/1\"},\"resource\":7}"),
            bundle(
                "{\"request\":{\"method\":\"POST\",\"url\":\"Patient\"},"
                    + "\"resource\":{\"resourceType\":\"Patient\"}}"),
            bundle("{\"request\":{\"method\":\"GET\",\"url\":\"file:///etc/passwd\"}}"),
            bundle(asking("Organization?name=%00")),
            bundle(asking("Organization?name=%zz")),
            bundle(asking("CodeSystem?_count=-1")),
            bundle(asking("Organization?_offset=-1")),
            bundle(asking("Organization?_filter=name%20eq%20a")),
            bundle(asking("Location?near=a")),
            bundle(asking("HealthcareService?location.near=a")),
            bundle(
                "{\"request\":{\"method\":\"POST\",\"url\":\"Location\"},\"resource\":"
                    + organization("\"name\":\"A\"")
                    + "}"),
            bundle(
                "{\"request\":{\"method\":\"PUT\",\"url\":\"Organization/hostile-a\"},\"resource\":"
                    + organization("\"id\":\"hostile-b\",\"name\":\"A\"")
                    + "}"),
            bundle((get + ",").repeat(100) + get),
            bundle((get + ",").repeat(6_000) + get))) {
      String name = "bundle " + body.substring(0, Math.min(90, body.length()));
      all.add(new Try(name, "POST", "/fhir", text(body), JSON));
    }
  }

  private static void bytes(List<Try> all) {
    byte[] valid = text(organization("\"name\":\"Å\""));
    byte[] latin = organization("\"name\":\"Å\"").getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = organization("").getBytes(StandardCharsets.UTF_16);
    byte[] packed = packed(valid);
    byte[] cut = Arrays.copyOf(packed, packed.length / 2);
    String[] gzip = {JSON, "Content-Encoding: gzip"};
    String place = "/fhir/Organization";
    all.add(new Try("latin 1", "POST", place, latin, JSON));
    all.add(new Try("utf-16", "POST", place, wide, JSON));
    all.add(new Try("raw NUL", "POST", place, new byte[1000], JSON));
    all.add(new Try("not gzip", "POST", place, valid, gzip));
    all.add(new Try("half a gzip", "POST", place, cut, gzip));
    all.add(new Try("gzip bomb", "POST", place, packed(new byte[60_000_000]), gzip));
    all.add(new Try("gzip in gzip", "POST", place, packed(packed), gzip));
    all.add(new Try("too large", "POST", place, new byte[11_000_000], JSON));
    all.add(new Try("a page", "POST", place, text("<html><body>"), XML));
    all.add(
        new Try(
            "form with NUL",
            "POST",
            place + "/_search",
            text("name=%00"),
            "Content-Type: application/x-www-form-urlencoded"));
  }

  static byte[] packed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Try get(String path) {
    return new Try(
        "GET " + path.substring(0, Math.min(90, path.length())), "GET", path, new byte[0]);
  }

  private static String organization(String more) {
    return "{\"resourceType\":\"Organization\"" + (more.isEmpty() ? "" : "," + more) + "}";
  }

  private static String bundle(String entries) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
  }

  private static String asking(String url) {
    return "{\"request\":{\"method\":\"GET\",\"url\":\"" + url + "\"}}";
  }

  private static String many(String name, String one, int times) {
    return "\"" + name + "\":[" + (one + ",").repeat(times - 1) + one + "]";
  }

  private static String deep(String open, String close, int times) {
    return open.repeat(times) + close.repeat(times);
  }

  private static String entity(String declaration, String use) {
    return "<!DOCTYPE a ["
        + declaration
        + "]><Organization xmlns=\"http://hl7.org/fhir\"><name value=\""
        + use
        + "\"/></Organization>";
  }

  private static String laughs() {
    StringBuilder all = new StringBuilder("<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 10; i++) {
      String before = "&l" + (i - 1) + ";";
      all.append("<!ENTITY l").append(i).append(" \"").append(before.repeat(10)).append("\">");
    }
    return all.toString();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
