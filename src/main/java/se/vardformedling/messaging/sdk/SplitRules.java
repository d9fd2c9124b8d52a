package se.vardformedling.messaging.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How the files of a packet go into messages that are each small enough. */
public final class SplitRules {
  /** What a message holds beside its files, with room to spare. */
  private static final int REST = 16_384;

  /** What a file takes beside its content. */
  private static final int FRAME = 512;

  private SplitRules() {}

  /** The first file that no message can hold. */
  public static OptionalInt tooLarge(List<SdkMessage.Attachment> files, int text, int most) {
    for (int i = 0; i < files.size(); i++) {
      if (size(files.get(i)) > most - REST - text) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * What a message may hold.
   *
   * @param text bytes of text that each message carries
   * @param most the largest message, in bytes
   * @param files how many at most
   */
  public record Limits(int text, int most, int files) {
    boolean room(int already, long used, long next) {
      return already < files && used + next <= most - REST - text;
    }
  }

  /** The files of each message, in their order; one message when there are none. */
  public static List<List<SdkMessage.Attachment>> split(
      List<SdkMessage.Attachment> files, Limits limits) {
    List<List<SdkMessage.Attachment>> parts = new ArrayList<>();
    List<SdkMessage.Attachment> part = new ArrayList<>();
    long used = 0;
    for (SdkMessage.Attachment file : files) {
      long size = size(file);
      if (!part.isEmpty() && !limits.room(part.size(), used, size)) {
        parts.add(List.copyOf(part));
        part.clear();
        used = 0;
      }
      part.add(file);
      used += size;
    }
    parts.add(List.copyOf(part));
    return parts;
  }

  /** 'del n av m' at the end of a subject that has room for it. */
  public static String subject(String subject, int part, int parts) {
    if (parts == 1) {
      return subject;
    }
    String which = " (del " + part + " av " + parts + ")";
    int room = 256 - which.length();
    return (subject.length() > room ? subject.substring(0, room) : subject) + which;
  }

  private static long size(SdkMessage.Attachment file) {
    return (file.content().length + 2L) / 3 * 4 + FRAME + 6L * file.name().length();
  }
}
