package se.vardformedling.waitingtime;

import java.time.LocalDate;

/**
 * A figure that has left the server.
 *
 * @param asOf the day of the extract that it is from: an earlier one, if it was held
 */
record Published(FigureRow row, LocalDate asOf) {}
