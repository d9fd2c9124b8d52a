package se.vardformedling.web.waits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.waitingtime.WaitQuestion;
import se.vardformedling.waitingtime.WaitQuestion.Level;
import se.vardformedling.waitingtime.WaitQuestion.Sort;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;

/** What the lägesbild's form asks; nonsense becomes the ordinary question. */
public record Asked(Address address) {

  public String vardtjanst() {
    String code = address.said("vard");
    return code.matches("[a-z][a-z0-9-]{1,40}") ? code : "gra-starr";
  }

  /** By unit; a region that is chosen has no other rows than its units. */
  public boolean byUnit() {
    return address.said("niva").equals("enhet") || region().isPresent();
  }

  /** Länskod whose units are shown; all when empty. */
  public Optional<String> region() {
    return Optional.of(address.said("lan")).filter(code -> Regions.name(code).isPresent());
  }

  public int days() {
    return switch (address.said("period")) {
      case "30" -> 30;
      case "365" -> 365;
      default -> 90;
    };
  }

  public String slice() {
    String slice = address.said("urval");
    return slice.matches("need-within-30|need-within-90|need-later|general") ? slice : "all";
  }

  public int minimum() {
    String least = address.said("minst");
    return least.matches("\\d{1,4}") ? Integer.parseInt(least) : 0;
  }

  public Optional<String> source() {
    return Optional.of(address.said("kalla")).filter(source -> !source.isEmpty());
  }

  /** What was asked for and not understood: names of the form. */
  List<String> ignored() {
    Map<String, Boolean> understood = new LinkedHashMap<>();
    understood.put("niva", address.said("niva").matches("region|enhet"));
    understood.put("lan", region().isPresent());
    understood.put("period", address.said("period").equals(String.valueOf(days())));
    understood.put("urval", address.said("urval").equals(slice()));
    understood.put("minst", address.said("minst").equals(String.valueOf(minimum())));
    return understood.entrySet().stream()
        .filter(one -> !address.said(one.getKey()).isEmpty() && !one.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  public String file() {
    return address.said("som");
  }

  public WaitQuestion question() {
    return new WaitQuestion(
        vardtjanst(),
        byUnit() ? Level.UNIT : Level.REGION,
        days(),
        slice(),
        minimum(),
        Sort.MEDIAN,
        false,
        source());
  }
}
