package se.vardformedling.messaging;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.WorkFolder;
import se.vardformedling.messaging.accesspoint.As4AccessPoint;
import se.vardformedling.messaging.accesspoint.As4Settings;
import se.vardformedling.messaging.discovery.Directory;
import se.vardformedling.messaging.discovery.FileDirectory;
import se.vardformedling.messaging.discovery.SmpDirectory;
import se.vardformedling.messaging.discovery.SmpSettings;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.key.KeySettings;
import se.vardformedling.messaging.sdk.FileSettings;
import se.vardformedling.messaging.sdk.Inbound;
import se.vardformedling.messaging.sdk.Outbound;
import se.vardformedling.messaging.sdk.SdkProfile;
import se.vardformedling.security.RegionalNode;
import se.vardformedling.timer.Timers;

/**
 * The message service, on a regional node that is told who it is. Elsewhere none of it is loaded.
 */
@Configuration(proxyBeanMethods = false)
@RegionalNode
@ConditionalOnProperty(name = "vf.sdk.access-point", havingValue = "as4")
class MessagingConfiguration {

  @Bean
  Parts messageParts(
      SdkSettings settings,
      SdkProfile profile,
      JdbcClient sql,
      Timers timers,
      TransactionTemplate transactions,
      Clock clock) {
    return new Parts(
        settings,
        profile,
        new Outbox(sql),
        new Inbox(sql),
        new Evidence(sql, clock),
        timers,
        transactions,
        clock);
  }

  @Bean
  KeyRing keyRing(KeySettings settings) {
    return new KeyRing(settings);
  }

  /** The federation's metadata when there is an address for it, else the file alone. */
  @Bean
  Directory participantDirectory(
      SdkSettings settings, SmpSettings smp, SdkProfile profile, KeyRing keys, Clock clock) {
    FileDirectory file = new FileDirectory(Path.of(settings.directory()));
    return smp.on() ? new SmpDirectory(smp, profile, keys, file, clock) : file;
  }

  @Bean
  Outbound outbound(SdkProfile profile, FileSettings files) {
    return new Outbound(profile, files);
  }

  @Bean
  MalwareScan malwareScan(FileSettings files) {
    return new MalwareScan(files);
  }

  @Bean
  Inbound inbound(
      Parts parts, FileSettings files, Directory directory, KeyRing keys, MalwareScan scan) {
    Surroundings surroundings = new Surroundings(parts, directory, keys, scan);
    return new Inbound(parts.profile(), files, surroundings, surroundings);
  }

  @Bean
  As4AccessPoint accessPoint(Parts parts, As4Settings settings, KeyRing keys, WorkFolder work) {
    return new As4AccessPoint(
        parts.profile(), settings, keys, new OnTransfer(parts), parts.clock(), work.of("as4"));
  }

  @Bean
  Messages messages(Parts parts, Outbound outbound) {
    return new Messages(parts, outbound);
  }

  @Bean
  StuckMessages stuckMessages(Parts parts, ApplicationEventPublisher events) {
    return new StuckMessages(parts, events);
  }

  @Bean
  Sealer sealer(Parts parts, Outbound outbound, KeyRing keys, MalwareScan scan) {
    return new Sealer(parts, outbound, keys, scan);
  }

  @Bean
  SendMessage sendMessage(
      Parts parts,
      Sealer sealer,
      Directory directory,
      As4AccessPoint accessPoint,
      ApplicationEventPublisher events) {
    return new SendMessage(parts, sealer, directory, accessPoint, events);
  }

  @Bean
  OpenArrival openArrival(
      Parts parts,
      Inbound inbound,
      Outbound outbound,
      KeyRing keys,
      ApplicationEventPublisher events) {
    return new OpenArrival(parts, inbound, outbound, keys, new Answers(parts, events), events);
  }

  @Bean
  AnswerOverdue answerOverdue(Parts parts, ApplicationEventPublisher events) {
    return new AnswerOverdue(parts, events);
  }

  @Bean
  ForgetMessages forgetMessages(Parts parts, JdbcClient sql) {
    return new ForgetMessages(parts, new Retention(sql));
  }

  @Bean
  WakeLate wakeLate(Parts parts) {
    return new WakeLate(parts);
  }

  @Bean
  WatchKeys watchKeys(Parts parts, KeyRing keys, As4AccessPoint accessPoint) {
    return new WatchKeys(parts, keys, accessPoint);
  }
}
