package se.vardformedling.web.find;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.search.Site;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;

/**
 * What the form asks, as text; everything may be missing or nonsense. Nothing in it is about a
 * patient but what care is needed and from where one travels.
 */
public record Wish(Address address) {
  private static final List<String> DISTANCES = List.of("50", "100", "200");
  private static final int LONGEST = 80;
  private static final String COOPERATION = "samverkan";

  /** The forms that one can ask for. */
  private static final List<String> ANAESTHESIA =
      List.of("general", "regional", "spinal", "epidural", "local", "sedation");

  public String words() {
    return text("vad").strip();
  }

  public String from() {
    return text("fran");
  }

  /** Kilometres; empty for the whole country. */
  public Optional<Double> distance() {
    return Optional.of(text("avstand")).filter(DISTANCES::contains).map(Double::valueOf);
  }

  public Optional<Integer> longestWait() {
    return number("vanta", 999);
  }

  public Optional<Integer> asa() {
    return number("asa", 4);
  }

  /** What the provider must be able to give; empty for any. */
  public Optional<String> anaesthesia() {
    return Optional.of(text("anestesi")).filter(ANAESTHESIA::contains);
  }

  /** required, preferred or any. */
  public String agreement() {
    return oneOf("avtal", "preferred", "required", "any");
  }

  public String strategy() {
    return oneOf("ordning", "balanced", "shortest-wait", "cost-aware");
  }

  public boolean onlyAnnounced() {
    return text("ledig").equals("ja");
  }

  /** In whose regi the provider is to be; empty for anybody's. */
  public Optional<String> operator() {
    return Optional.of(text("regi")).filter(Site.OPERATORS::contains);
  }

  /** Whether only the regions of one's own samverkansregion are to be shown. */
  public boolean cooperation() {
    return region().equals(COOPERATION);
  }

  /** Länskod of the only region to show, or one's samverkansregion; empty for all. */
  public String region() {
    return Optional.of(text("region"))
        .filter(said -> said.equals(COOPERATION) || Regions.name(said).isPresent())
        .orElse("");
  }

  /** The case that providers are sought for; empty when none. */
  public String forCase() {
    return Optional.of(text("arende")).filter(id -> id.matches("VF-[0-9A-Z]{12}")).orElse("");
  }

  /** Whether all are wanted, not the first of them only. */
  public boolean all() {
    return text("visa").equals("alla");
  }

  /** How the providers that suit are sorted. */
  public String sort() {
    return address.firstTable().said("sortera");
  }

  /** Which of the page's other tables is looked at; empty for none. */
  public String table() {
    return text("tabell");
  }

  public String file() {
    return text("som");
  }

  /** What was asked for and not understood, so that it narrows nothing: names of the form. */
  List<String> ignored() {
    Map<String, Boolean> understood = new LinkedHashMap<>();
    understood.put("fran", Municipality.of(from()).isPresent());
    understood.put("avstand", distance().isPresent());
    understood.put("avtal", agreement().equals(text("avtal")));
    understood.put("asa", asa().isPresent());
    understood.put("ordning", strategy().equals(text("ordning")));
    understood.put("anestesi", anaesthesia().isPresent());
    understood.put("vanta", longestWait().isPresent());
    understood.put("region", !region().isEmpty());
    understood.put("regi", operator().isPresent());
    return understood.entrySet().stream()
        .filter(one -> !text(one.getKey()).isBlank() && !one.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  public List<String> compared() {
    return address.parameters().getOrDefault("jamfor", List.of());
  }

  private Optional<Integer> number(String name, int largest) {
    return Optional.of(text(name))
        .filter(value -> value.matches("\\d{1,3}"))
        .map(Integer::valueOf)
        .filter(value -> value >= 1 && value <= largest);
  }

  private String oneOf(String name, String otherwise, String... others) {
    return Arrays.stream(others).filter(text(name)::equals).findFirst().orElse(otherwise);
  }

  private String text(String name) {
    List<String> values = address.parameters().getOrDefault(name, List.of());
    String value = values.isEmpty() ? "" : values.get(0);
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }
}
