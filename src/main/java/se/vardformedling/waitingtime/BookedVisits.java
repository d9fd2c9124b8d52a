package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.util.List;

/** How visits that were booked for brokered patients ended; answered by whoever follows cases. */
public interface BookedVisits {

  /** Those that ended in the period, both days included; none of a service that has none. */
  List<Visits> ended(LocalDate from, LocalDate to);

  /**
   * Of one vårdtjänst of a service.
   *
   * @param missed the patient did not come
   * @param cancelled by the patient or by the provider
   */
  record Visits(String serviceId, String vardtjanst, int kept, int missed, int cancelled) {
    int all() {
      return kept + missed + cancelled;
    }
  }
}
