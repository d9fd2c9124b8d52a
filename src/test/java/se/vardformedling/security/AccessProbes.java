package se.vardformedling.security;

import java.util.ArrayList;
import java.util.List;
import se.vardformedling.cast.Needs;

/** Every way to ask about what is somebody's; {@code {id}} stands for the one asked about. */
final class AccessProbes {
  private AccessProbes() {}

  /**
   * One request.
   *
   * @param kind which thing it asks about: task, inquiry, offer, order, need, case, contract,
   *     announcement or subscription
   */
  record Probe(String kind, String method, String path, String type, String body, String header) {
    Probe with(String id) {
      return new Probe(
          kind,
          method,
          path.replace("{id}", id),
          type,
          body.replace("{id}", id),
          header.replace("{id}", id));
    }

    String name() {
      return method
          + " "
          + path
          + (header.isEmpty() ? "" : " " + header)
          + (body.length() > 60 ? " " + Integer.toHexString(body.hashCode()) : " " + body);
    }
  }

  private static final String JSON = "application/fhir+json";
  private static final String GUARANTEE_EVENT =
      """
      {"resourceType":"Parameters","parameter":[{"name":"event","valueCode":"waived"},{"name":"version","valueString":"1"}]}
      """;

  /** To an announcement of capacity. */
  private static final String RESPONSE =
      """
      {"resourceType":"Task","status":"requested","intent":"proposal",
       "code":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/task-kind","code":"capacity-response"}]},
       "partOf":[{"reference":"Task/{id}"}],"restriction":{"repetitions":1}}
      """;

  static List<Probe> all() {
    List<Probe> all = new ArrayList<>();
    instance(all, "task", "Task");
    instance(all, "inquiry", "Task");
    instance(all, "offer", "Task");
    instance(all, "need", "ServiceRequest");
    instance(all, "contract", "Contract");
    brief(all, "order", "Task");
    brief(all, "announcement", "Task");
    brief(all, "subscription", "Subscription");
    search(all);
    paths(all);
    write(all);
    return all;
  }

  private static void instance(List<Probe> all, String kind, String type) {
    List<String> reads =
        List.of(
            type + "/{id}",
            type + "/{id}?_summary=true",
            type + "/{id}/_history/1",
            type + "/{id}/_history/7",
            type + "/{id}/_history",
            type + "/{id}/_history?_count=1",
            type + "?_id={id}",
            type + "?_id={id}&_total=accurate",
            type + "?_id={id}&_summary=count",
            type + "?_id={id}&_elements=status",
            type + "?_id={id}&_include=*",
            type + "?_id={id}&_revinclude=*",
            type + "?_id={id}&_lastUpdated=gt2020-01-01",
            type + "?_id={id}&_sort=-_lastUpdated&_count=1",
            type + "?_id:not={id}&_id={id}",
            type + "?_id={id}&_content=a",
            type + "?_id={id}&_filter=a");
    reads.forEach(read -> get(all, kind, read));
    reads.forEach(read -> all.add(bundle(kind, "batch", "GET", read, "", "")));
    all.add(bundle(kind, "transaction", "GET", type + "?_id={id}&_total=accurate", "", ""));
    all.add(
        new Probe(
            kind,
            "POST",
            "/fhir/" + type + "/_search",
            "application/x-www-form-urlencoded",
            "_id={id}",
            ""));
    all.add(new Probe(kind, "HEAD", "/fhir/" + type + "/{id}", JSON, "", ""));
    String body = "{\"resourceType\":\"" + type + "\",\"id\":\"{id}\",\"status\":\"active\"}";
    String ifMatch = "If-Match: W/\"1\"";
    all.add(new Probe(kind, "PUT", "/fhir/" + type + "/{id}", JSON, body, ""));
    all.add(new Probe(kind, "PUT", "/fhir/" + type + "/{id}", JSON, body, ifMatch));
    all.add(new Probe(kind, "PUT", "/fhir/" + type + "/{id}", JSON, body, "If-None-Match: *"));
    all.add(new Probe(kind, "PUT", "/fhir/" + type + "?_id={id}", JSON, body, ""));
    String patch = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"completed\"}]";
    for (String header : List.of("", ifMatch)) {
      all.add(
          new Probe(
              kind,
              "PATCH",
              "/fhir/" + type + "/{id}",
              "application/json-patch+json",
              patch,
              header));
    }
    all.add(bundle(kind, "transaction", "PUT", type + "/{id}", body, ""));
    all.add(bundle(kind, "transaction", "PUT", type + "?_id={id}", body, ""));
    all.add(
        bundle(
            kind,
            "transaction",
            "POST",
            type,
            body.replace("\"id\":\"{id}\",", ""),
            ",\"ifNoneExist\":\"_id={id}\""));
    all.add(
        new Probe(
            kind,
            "POST",
            "/fhir/" + type,
            JSON,
            body.replace("\"id\":\"{id}\",", ""),
            "If-None-Exist: _id={id}"));
  }

  /** Each way once: what a type has to itself, and not what it has in common with the others. */
  private static void brief(List<Probe> all, String kind, String type) {
    for (String read : List.of("/{id}", "/{id}/_history", "?_id={id}&_total=accurate")) {
      get(all, kind, type + read);
    }
    String path = "/fhir/" + type + "/{id}";
    String body = "{\"resourceType\":\"" + type + "\",\"id\":\"{id}\",\"status\":\"active\"}";
    String ifMatch = "If-Match: W/\"1\"";
    String patch = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"off\"}]";
    all.add(new Probe(kind, "PUT", path, JSON, body, ifMatch));
    all.add(new Probe(kind, "PATCH", path, "application/json-patch+json", patch, ifMatch));
  }

  private static void search(List<Probe> all) {
    for (String total : List.of("", "&_total=accurate", "&_summary=count", "&_count=0")) {
      get(all, "case", "Task?group-identifier={id}" + total);
      get(all, "case", "ServiceRequest?requisition={id}" + total);
      get(all, "parent", "Task?part-of=Task/{id}" + total);
      get(all, "need", "Task?based-on=ServiceRequest/{id}" + total);
      get(all, "need", "Task?focus=ServiceRequest/{id}" + total);
      get(all, "contract", "Contract?_id={id}&party=Organization/region-14" + total);
    }
    get(all, "task", "Task?_id={id}&party:exact=region:20");
    get(all, "task", "Task?_id={id}&party:exact=region:20,unit:TSTNMT2321000156-VF0002");
    get(all, "need", "ServiceRequest?_id={id}&party:exact=region:20");
    get(all, "need", "ServiceRequest?_id={id}&_revinclude=Task:based-on");
    get(all, "need", "ServiceRequest?_id={id}&_revinclude:iterate=Task:focus");
  }

  /** Other types searched by what cases and agreements say of them. */
  private static void paths(List<Probe> all) {
    get(all, "task", "Organization?_has:Task:owner:_id={id}");
    get(all, "task", "Organization?_has:Task:requester:_id={id}&_total=accurate");
    get(all, "need", "Organization?_has:ServiceRequest:requester:_id={id}");
    get(all, "case", "Organization?_has:ServiceRequest:requester:requisition={id}");
    get(all, "case", "Organization?_has:Task:owner:group-identifier={id}");
    get(all, "inquiry", "HealthcareService?_has:Task:focus:_id={id}");
    get(all, "inquiry", "Location?_has:HealthcareService:location:_has:Task:focus:_id={id}");
    get(all, "contract", "Organization?_has:Contract:party:_id={id}");
    get(all, "inquiry", "Task?_has:Task:part-of:_id={id}");
    get(all, "task", "Task?part-of._id={id}");
    get(all, "task", "Task?part-of:Task._id={id}");
    get(all, "task", "Task?part-of:Task.part-of:Task._id={id}");
    get(all, "case", "Task?part-of:Task.group-identifier={id}");
    get(all, "case", "Task?focus:ServiceRequest.requisition={id}");
    get(all, "case", "Task?based-on.requisition={id}");
    get(all, "task", "Task?owner._has:Task:owner:_id={id}");
    get(all, "task", "Task?_id={id}&_sort=part-of.modified");
    get(all, "need", "Organization?_id=unit-mora&_revinclude=ServiceRequest:requester&name={id}");
    all.add(bundle("task", "batch", "GET", "Organization?_has:Task:owner:_id={id}", "", ""));
    all.add(bundle("case", "batch", "GET", "Task?group-identifier={id}&_summary=count", "", ""));
    all.add(bundle("task", "batch", "GET", "Task/{id}/$available-transitions", "", ""));
    all.add(bundle("task", "batch", "GET", "Task/{id}/$guarantee-clock", "", ""));
    get(all, "task", "Task/_history?_count=1&_since=2020-01-01T00:00:00Z");
    get(all, "need", "ServiceRequest/_history");
    get(all, "contract", "Contract/_history");
    all.add(bundle("task", "batch", "GET", "Task/_history", "", ""));
  }

  private static void write(List<Probe> all) {
    for (String kind : List.of("task", "order", "announcement")) {
      get(all, kind, "Task/{id}/$guarantee-clock");
      post(all, kind, "Task/{id}/$record-guarantee-event", GUARANTEE_EVENT);
    }
    for (String kind : List.of("order", "announcement")) {
      get(all, kind, "Task/{id}/$available-transitions");
      post(all, kind, "Task/{id}/$transition", Needs.step("complete", "1", ""));
    }
    post(all, "announcement", "Task", RESPONSE);
    for (String kind : List.of("task", "inquiry")) {
      get(all, kind, "Task/{id}/$available-transitions");
      post(all, kind, "Task/{id}/$transition", Needs.step("claim", "1", ""));
      post(all, kind, "Task/{id}/$transition", Needs.step("accept", "", ""));
      post(all, kind, "Task/{id}/$transition", Needs.step("nonsense", "99", ""));
      post(all, kind, "Task", Needs.inquiry("{id}", "goteborg-knaprotes"));
      post(all, kind, "Task", Needs.offer("{id}", "{id}"));
      post(all, kind, "ServiceRequest", Needs.knee().replace("\"intent\"", points("Task")));
    }
    post(
        all,
        "need",
        "ServiceRequest",
        Needs.knee().replace("\"intent\"", points("ServiceRequest")));
    post(all, "contract", "ServiceRequest", Needs.knee().replace("\"intent\"", points("Contract")));
    String organization =
        "{\"resourceType\":\"Organization\",\"name\":\"A\",\"extension\":[{\"url\":\"http://example.org/x\",\"valueReference\":{\"reference\":\"Task/{id}\"}}]}";
    post(all, "task", "Organization", organization);
    post(all, "task", "Organization", organization.replace("Task/{id}", "Task?_id={id}"));
    all.add(
        bundle(
            "task",
            "transaction",
            "POST",
            "Organization",
            organization.replace("Task/{id}", "Task?_id={id}"),
            ""));
  }

  private static String points(String type) {
    return "\"supportingInfo\":[{\"reference\":\"" + type + "/{id}\"}],\"intent\"";
  }

  private static void get(List<Probe> all, String kind, String path) {
    all.add(new Probe(kind, "GET", "/fhir/" + path, JSON, "", ""));
  }

  private static void post(List<Probe> all, String kind, String path, String body) {
    all.add(new Probe(kind, "POST", "/fhir/" + path, JSON, body, ""));
  }

  private static Probe bundle(
      String kind, String type, String method, String url, String resource, String more) {
    return new Probe(
        kind,
        "POST",
        "/fhir",
        JSON,
        "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[{\"request\":{\"method\":\"%s\",\"url\":\"%s\"%s}%s}]}"
            .formatted(
                type, method, url, more, resource.isEmpty() ? "" : ",\"resource\":" + resource),
        "");
  }
}
