package se.vardformedling.web.words;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * What was just done, told by the page that follows and by no other: neither when that page is read
 * again nor to whom its address is sent.
 */
public final class Done {
  private Done() {}

  /** The page that is led to finds it in its model as {@code done}. */
  public static void tell(String what) {
    tell("done", what);
  }

  /** The same under another name; words, numbers or a list of them. */
  public static void tell(String name, Object what) {
    FlashMap next = RequestContextUtils.getOutputFlashMap(request());
    Objects.requireNonNull(next, "not in a request of a page").put(name, what);
  }

  private static HttpServletRequest request() {
    return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
        .getRequest();
  }
}
