package se.vardformedling.waitingtime;

import java.time.LocalDate;

/**
 * So many of one service who waited so long, and where it is.
 *
 * @param counted days without own choice to wait
 * @param county länskod of where the unit stands
 * @param medical of {@code n}, those whose wait was prolonged for medical reasons
 */
record Counted(
    String serviceId,
    String county,
    String status,
    LocalDate day,
    int days,
    int counted,
    String need,
    String anaesthesia,
    int severe,
    int medical,
    int n) {}
