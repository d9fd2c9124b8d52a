package se.vardformedling.web.chart;

/** How much of an agreement's ceiling is used, reserved and left, as one bar. */
public final class VolumeBar {
  private static final double WIDTH = 320;
  private static final double HEIGHT = 18;

  private VolumeBar() {}

  /**
   * The SVG.
   *
   * @param cap the agreed number, more than 0
   * @param performed used for good
   * @param reserved held for patients who have said yes
   * @param title the figures in words
   */
  public static String draw(int cap, int performed, int reserved, String title) {
    Scale scale = new Scale(Math.max(cap, performed + reserved), WIDTH);
    double used = scale.at(performed);
    double held = scale.at(reserved);
    Svg svg = Svg.picture("volume", WIDTH, HEIGHT, title);
    svg.draw("rect", "class", "chart__left", "x", 0, "y", 0, "width", WIDTH, "height", HEIGHT);
    svg.draw("rect", "class", "chart__used", "x", 0, "y", 0, "width", used, "height", HEIGHT);
    svg.draw("rect", "class", "chart__held", "x", used, "y", 0, "width", held, "height", HEIGHT);
    double mark = scale.at(cap * .9);
    svg.draw("line", "class", "chart__limit", "x1", mark, "x2", mark, "y1", 0, "y2", HEIGHT);
    return svg.end();
  }
}
