package se.vardformedling.web;

import com.microsoft.playwright.Page;

/** How a person does what a page offers. */
interface Hands {
  void press(Page page, String what);

  void tick(Page page, String what);

  void write(Page page, String what, String text);

  /** Presses what leads to another page, and is there. */
  default void go(Page page, String what) {
    page.waitForNavigation(() -> press(page, what));
  }

  final class Mouse implements Hands {
    @Override
    public void press(Page page, String what) {
      page.locator(what).first().click();
    }

    @Override
    public void tick(Page page, String what) {
      page.locator(what).first().click();
    }

    @Override
    public void write(Page page, String what, String text) {
      page.locator(what).fill(text);
    }
  }

  /** Nothing but keys: fails where the tab key does not come to the thing. */
  final class Keyboard implements Hands {
    private static final int FARTHEST = 400;
    private static final String BEFORE =
        """
        s => { const here = document.activeElement, there = document.querySelector(s);
          return !!here && here !== document.body && !!there
            && (here.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_PRECEDING) !== 0; }
        """;

    @Override
    public void press(Page page, String what) {
      walk(page, what);
      page.keyboard().press("Enter");
    }

    @Override
    public void tick(Page page, String what) {
      walk(page, what);
      page.keyboard().press("Space");
    }

    @Override
    public void write(Page page, String what, String text) {
      walk(page, what);
      page.keyboard().press("Control+A");
      page.keyboard().type(text);
    }

    /** Goes down a list until a value is chosen, as the arrow key does. */
    void choose(Page page, String what, String value) {
      walk(page, what);
      page.keyboard().press("Home");
      for (int i = 0; i < FARTHEST; i++) {
        if (value.equals(page.locator(what).inputValue())) {
          return;
        }
        page.keyboard().press("ArrowDown");
      }
      throw new AssertionError(what + " has no " + value + " on " + page.url());
    }

    private static void walk(Page page, String what) {
      String key = Boolean.TRUE.equals(page.evaluate(BEFORE, what)) ? "Shift+Tab" : "Tab";
      for (int i = 0; i < FARTHEST; i++) {
        page.keyboard().press(key);
        Object there =
            page.evaluate(
                "s => !!document.activeElement && document.activeElement.matches(s)", what);
        if (Boolean.TRUE.equals(there)) {
          return;
        }
      }
      throw new AssertionError("The keyboard does not reach " + what + " on " + page.url());
    }
  }
}
