package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the guarantee of a case.
 *
 * @param day the Swedish day from which it holds
 * @param law started and regretted: the version of the law that holds for the clock that begins
 * @param limitDays started and regretted: the limit in days
 */
record GuaranteeEvent(
    Kind kind,
    LocalDate day,
    Optional<String> law,
    Optional<Integer> limitDays,
    Evidence evidence) {

  enum Kind {
    STARTED,
    PAUSED_MEDICAL,
    PAUSED_BY_PATIENT,
    RESUMED,
    DECLINED,
    REGRETTED,
    CHOSE_OTHER_REGION,
    BOOKED,
    UNBOOKED,
    PERFORMED,
    CLOSED,
    REOPENED;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
  }

  /**
   * What shows that the event counts as what it is called.
   *
   * @param care the day of the care that was offered or booked
   * @param informed the day the patient was told of the guarantee and of what a no means
   * @param refused the day the patient said no
   * @param assessed the day licensed staff found that the care must wait
   */
  record Evidence(
      @Nullable LocalDate care,
      @Nullable LocalDate informed,
      @Nullable LocalDate refused,
      @Nullable LocalDate assessed) {
    static final Evidence NONE = new Evidence(null, null, null, null);

    static Evidence care(LocalDate day) {
      return new Evidence(day, null, null, null);
    }

    static Evidence assessed(LocalDate day) {
      return new Evidence(null, null, null, day);
    }
  }

  static GuaranteeEvent begins(Kind kind, LocalDate day, String law, int limitDays) {
    return new GuaranteeEvent(kind, day, Optional.of(law), Optional.of(limitDays), Evidence.NONE);
  }

  static GuaranteeEvent of(Kind kind, LocalDate day, Evidence evidence) {
    return new GuaranteeEvent(kind, day, Optional.empty(), Optional.empty(), evidence);
  }

  boolean begins() {
    return kind == Kind.STARTED || kind == Kind.REGRETTED;
  }
}
