package se.vardformedling.waitingtime.forecast;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forecasts of one vårdtjänst and source.
 *
 * @param trials every model's, whether it was chosen or not; empty if there was too little
 * @param chosen empty if none may be published
 * @param expected by list, of the chosen model
 */
public record WaitForecasts(
    List<Trial> trials, Optional<Model> chosen, Map<String, Expected> expected) {

  /**
   * What a patient who comes on the list now may expect.
   *
   * @param pooled whether the list itself had so few that it was drawn towards all of them
   */
  public record Expected(Spread spread, boolean pooled) {}

  public Optional<Trial> trial(Model model) {
    return trials.stream().filter(trial -> trial.model() == model).findFirst();
  }
}
