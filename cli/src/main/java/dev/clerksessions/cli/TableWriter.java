package dev.clerksessions.cli;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints a page for people: a line a session, on 100 columns. Ids are always whole, to be copied;
 * device and place share what the others leave.
 */
final class TableWriter implements PageWriter {

  private static final int WIDTH = 100;
  private static final String GAP = "  ";
  private static final int WIDEST_STATUS = 12;
  private static final int NARROWEST = 6;
  private static final String NOTHING = "-";

  private static final String RESET = "\u001b[0m";

  private final Instant now;
  private final boolean colour;

  /**
   * Makes a writer.
   *
   * @param now the time to which printed times are relative
   * @param colour whether to colour each status
   */
  TableWriter(Instant now, boolean colour) {
    this.now = now;
    this.colour = colour;
  }

  @Override
  public void write(PaginatedResourceResponse<Session> page, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    if (!page.data().isEmpty()) {
      table(page.data(), writer);
    }
    writer.write(page.data().size() + " of " + page.totalCount() + " sessions\n");
    writer.flush();
  }

  private void table(List<Session> sessions, Writer writer) throws IOException {
    Column status = column("STATUS", sessions, Session::rawStatus).atMost(WIDEST_STATUS);
    Column lastActive =
        column("LAST ACTIVE", sessions, session -> RelativeTime.of(session.lastActiveAt(), now));
    Column expiry =
        column("EXPIRES", sessions, session -> RelativeTime.of(session.expireAt(), now));
    Column id = column("ID", sessions, Session::id);
    Column device = column("DEVICE", sessions, session -> device(session.latestActivity()));
    Column place = column("PLACE", sessions, session -> place(session.latestActivity()));

    int remaining =
        WIDTH
            - Stream.of(status, lastActive, expiry, id).mapToInt(Column::width).sum()
            - 5 * GAP.length();
    // Devices have the longer names; what either doesn't need is the other's.
    device = device.atMost(Math.max(remaining * 3 / 5, remaining - place.width()));
    place = place.atMost(remaining - device.width());

    for (int row = 0; row <= sessions.size(); row++) {
      int line = row;
      String colourOn = row == 0 ? "" : colourOf(sessions.get(row - 1));
      writer.write(colourOn + status.cell(line) + (colourOn.isEmpty() ? "" : RESET) + GAP);
      writer.write(
          Stream.of(lastActive, expiry, device, place, id)
              .map(column -> column.cell(line))
              .collect(Collectors.joining(GAP))
              .stripTrailing());
      writer.write('\n');
    }
  }

  private String colourOf(Session session) {
    if (!colour) {
      return "";
    }
    return switch (session.status()) {
      case ACTIVE -> "\u001b[32m";
      case PENDING -> "\u001b[33m";
      case REVOKED -> "\u001b[31m";
      case ABANDONED, ENDED, EXPIRED, REMOVED, REPLACED -> "\u001b[2m";
      case UNRECOGNIZED -> "";
    };
  }

  private static String device(@Nullable SessionActivity activity) {
    if (activity == null) {
      return NOTHING;
    }
    String device = joined(activity.deviceType(), activity.browserName());
    return device.equals(NOTHING) && activity.isMobile() ? "mobile" : device;
  }

  private static String place(@Nullable SessionActivity activity) {
    return activity == null ? NOTHING : joined(activity.city(), activity.country());
  }

  private static String joined(@Nullable String first, @Nullable String second) {
    String joined =
        Stream.of(first, second)
            .filter(Objects::nonNull)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining(", "));
    return joined.isEmpty() ? NOTHING : joined;
  }

  private static Column column(
      String header, List<Session> sessions, Function<Session, String> cell) {
    List<String> cells =
        Stream.concat(Stream.of(header), sessions.stream().map(cell).map(TerminalText::line))
            .toList();
    return new Column(cells, cells.stream().mapToInt(DisplayWidth::of).max().orElse(0));
  }

  /** A header and the cells below it, and how wide they are printed. */
  private record Column(List<String> cells, int width) {

    Column atMost(int max) {
      return new Column(cells, Math.min(width, Math.max(max, NARROWEST)));
    }

    String cell(int row) {
      return DisplayWidth.padded(DisplayWidth.cut(cells.get(row), width), width);
    }
  }
}
