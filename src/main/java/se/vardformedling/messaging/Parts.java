package se.vardformedling.messaging;

import java.time.Clock;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.messaging.sdk.SdkProfile;
import se.vardformedling.timer.Timers;

/** What everything that delivers works with. */
record Parts(
    SdkSettings settings,
    SdkProfile profile,
    Outbox outbox,
    Inbox inbox,
    Evidence evidence,
    Timers timers,
    TransactionTemplate transactions,
    Clock clock) {}
