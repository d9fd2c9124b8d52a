package se.vardformedling.messaging;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import se.vardformedling.messaging.accesspoint.AccessPoint;
import se.vardformedling.messaging.accesspoint.NotCarriedException;
import se.vardformedling.messaging.accesspoint.Transfer;
import se.vardformedling.messaging.discovery.Directory;
import se.vardformedling.messaging.sdk.Labels;
import se.vardformedling.timer.BusyException;
import se.vardformedling.timer.Deadline;

/**
 * One try. The next is set before this one begins, so a node that dies in between loses nothing;
 * when the last has passed without a receipt, the message has failed.
 */
class SendMessage implements Deadline {
  static final String NAME = "send-message";
  private static final Logger log = LoggerFactory.getLogger(SendMessage.class);

  /** As long as a short transfer takes; whoever waits is mostly taken up before. */
  private static final Duration LATER = Duration.ofSeconds(30);

  private static final int AT_ONCE = 8;
  private static final int TO_ONE_PARTY = 2;
  private final Lanes lanes = new Lanes(AT_ONCE, TO_ONE_PARTY);

  /** At whose access point a recipient was found last. */
  private final Map<String, String> parties = new ConcurrentHashMap<>();

  private final Parts parts;
  private final Sealer sealer;
  private final Directory directory;
  private final AccessPoint accessPoint;
  private final ApplicationEventPublisher events;

  SendMessage(
      Parts parts,
      Sealer sealer,
      Directory directory,
      AccessPoint accessPoint,
      ApplicationEventPublisher events) {
    this.parts = parts;
    this.sealer = sealer;
    this.directory = directory;
    this.accessPoint = accessPoint;
    this.events = events;
  }

  static String timer(String messageId, int attempt) {
    return messageId + " " + attempt;
  }

  /** Of a new series, which must not be taken for the end of the old one. */
  static String timer(Outbox.Row row, String transferId) {
    return timer(row.messageId(), row.attempts()) + " " + transferId;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int slow() {
    return AT_ONCE;
  }

  @Override
  public void due(String id) {
    Optional<Outbox.Row> row = row(id);
    if (row.isEmpty()) {
      return;
    }
    String recipient = row.get().recipient();
    Lanes.Turn turn =
        new Lanes.Turn(parties.getOrDefault(recipient, recipient), row.get().messageId(), id);
    if (!lanes.enter(turn)) {
      throw new BusyException(LATER);
    }
    for (Optional<Lanes.Turn> now = Optional.of(turn); now.isPresent(); now = lanes.next()) {
      try {
        String party = now.get().party();
        row(now.get().timer()).ifPresent(one -> attempt(one, party));
      } finally {
        lanes.leave(now.get());
      }
    }
  }

  /** The message, if that try of it is still to be made. */
  private Optional<Outbox.Row> row(String id) {
    String[] words = id.split(" ", 3);
    int attempt = Integer.parseInt(words[1]);
    return parts
        .outbox()
        .find(words[0])
        .filter(row -> row.open() && row.attempts() == attempt)
        .filter(row -> words.length < 3 || row.transferId().equals(words[2]));
  }

  private void attempt(Outbox.Row row, String party) {
    if (row.attempts() - row.seriesStart() > parts.settings().resends()) {
      fail(row, "No receipt after the last try");
      return;
    }
    if (!begin(row)) {
      return;
    }
    String failure;
    boolean permanent = false;
    try {
      accessPoint.submit(transfer(row));
      lanes.heard(party, true);
      return;
    } catch (NotCarriedException e) {
      failure = String.valueOf(e.getMessage());
      permanent = e.permanent();
      lanes.heard(party, permanent);
    } catch (Directory.UnavailableException e) {
      failure = "The directory does not answer";
    } catch (RuntimeException e) {
      log.error("Message {} could not be sent", row.messageId(), e);
      failure = e.getClass().getSimpleName();
    }
    String why = failure;
    boolean last = row.attempts() + 1 - row.seriesStart() > parts.settings().resends();
    parts
        .transactions()
        .executeWithoutResult(
            status -> {
              parts.outbox().notCarried(row.messageId(), why);
              parts.evidence().note(row.messageId(), "not carried", why);
            });
    log.warn("Message {} was not carried at try {}: {}", row.messageId(), row.attempts() + 1, why);
    if (permanent || last) {
      fail(row, why);
    }
  }

  /** Counts the try and sets the next; false if another has it. */
  private boolean begin(Outbox.Row row) {
    return Boolean.TRUE.equals(
        parts
            .transactions()
            .execute(
                status -> {
                  if (parts.outbox().lock(row.messageId()).filter(row::equals).isEmpty()) {
                    return false;
                  }
                  int next = row.attempts() + 1;
                  parts.outbox().attempt(row.messageId(), parts.clock().instant());
                  parts.evidence().note(row.messageId(), "try", next + ", " + row.transferId());
                  parts
                      .timers()
                      .at(
                          parts.clock().instant().plus(parts.settings().interval()),
                          NAME,
                          timer(row.messageId(), next));
                  return true;
                }));
  }

  private Transfer transfer(Outbox.Row row)
      throws NotCarriedException, Directory.UnavailableException {
    String type = row.isAnswer() ? parts.profile().answerType() : parts.profile().documentType();
    Directory.Participant to =
        directory
            .find(row.recipient(), type)
            .orElseThrow(() -> new NotCarriedException("The recipient is not registered", true));
    if (!row.isAnswer() && !to.functions().contains(row.function())) {
      throw new NotCarriedException("The recipient has no such functional address", true);
    }
    parties.put(row.recipient(), to.party());
    return new Transfer(
        row.transferId(),
        // As the envelope has it; the directory may spell it otherwise.
        new Labels(parts.settings().participant(), row.recipient(), parts.profile().action(type)),
        parts.profile().conversation().equals("xhe-id") ? row.messageId() : row.conversation(),
        new Transfer.Route(URI.create(to.address()), to.party(), to.accessPoint()),
        sealer.envelope(row, to));
  }

  private void fail(Outbox.Row row, String why) {
    parts
        .transactions()
        .executeWithoutResult(
            status ->
                parts
                    .outbox()
                    .lock(row.messageId())
                    .filter(Outbox.Row::open)
                    // A late end of an old series says nothing of the one that has begun since.
                    .filter(now -> now.transferId().equals(row.transferId()))
                    .ifPresent(
                        now -> {
                          parts
                              .outbox()
                              .state(
                                  row.messageId(),
                                  MessageState.FAILED,
                                  why,
                                  parts.clock().instant());
                          parts.evidence().note(row.messageId(), "failed", why);
                          parts.evidence().ask(row.messageId(), reason(why));
                          if (!row.isAnswer()) {
                            events.publishEvent(
                                new MessageFailed(
                                    row.packetId(),
                                    row.messageId(),
                                    row.caseId(),
                                    "not-delivered"));
                          }
                        }));
  }

  /**
   * One thing for a person to look at: what is infected is not to be asked after at the receiver.
   */
  private static String reason(String why) {
    return why.equals(Sealer.INFECTED) ? "malware" : "not-delivered";
  }
}
