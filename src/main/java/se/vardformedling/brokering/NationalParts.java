package se.vardformedling.brokering;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** What dealings with the national node need. */
@Component
record NationalParts(
    NationalCases national, NationalMessages messages, NationalRows rows, Clock clock) {}
