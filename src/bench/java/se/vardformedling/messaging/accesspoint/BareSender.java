package se.vardformedling.messaging.accesspoint;

import com.helger.phase4.sender.AS4Sender;
import java.time.Clock;
import se.vardformedling.messaging.key.CommonName;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.sdk.SdkProfile;

/** Sends by phase4 as it comes, which packs a payload in its own way. */
public final class BareSender {
  private final As4Sender sender;

  public BareSender(SdkProfile profile, As4Settings settings, KeyRing keys, Clock clock) {
    String own = CommonName.of(keys.accessPoint(clock.instant()).certificate());
    ProcessingModes modes = new ProcessingModes(settings, profile, own);
    this.sender =
        new As4Sender(profile, settings, keys, modes, own, clock) {
          @Override
          AS4Sender.BuilderUserMessage message() {
            return AS4Sender.builderUserMessage();
          }
        };
  }

  /** Until the receipt has been checked. */
  public void send(Transfer transfer) throws NotCarriedException {
    sender.send(transfer);
  }
}
