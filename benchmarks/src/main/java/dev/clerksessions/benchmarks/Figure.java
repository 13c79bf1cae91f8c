package dev.clerksessions.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One line of the table: medians of interleaved rounds, each round's ratio, and what is to be
 * reached.
 */
record Figure(
    String what,
    String unit,
    List<Double> ours,
    List<Double> reference,
    double target,
    boolean most) {

  static Figure atLeast(
      String what, String unit, double target, double[] ours, double[] reference) {
    return new Figure(what, unit, listed(ours), listed(reference), target, false);
  }

  static Figure atMost(String what, String unit, double target, double[] ours, double[] reference) {
    return new Figure(what, unit, listed(ours), listed(reference), target, true);
  }

  double ratio() {
    return median(ratios());
  }

  boolean reached() {
    return most ? ratio() <= target : ratio() >= target;
  }

  private List<Double> ratios() {
    return IntStream.range(0, ours.size()).mapToObj(i -> ours.get(i) / reference.get(i)).toList();
  }

  private static List<Double> listed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static final String HEAD =
      "| what | ours | reference | ratio (spread) | to reach | |\n|---|---|---|---|---|---|";

  @Override
  public String toString() {
    List<Double> ratios = ratios();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f (%.2f to %.2f) | %s %.2f | %s |",
        what,
        shown(median(ours)),
        shown(median(reference)),
        ratio(),
        Collections.min(ratios),
        Collections.max(ratios),
        most ? "at most" : "at least",
        target,
        reached() ? "reached" : "missed");
  }

  private String shown(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f %s" : "%,.0f %s", value, unit);
  }
}
