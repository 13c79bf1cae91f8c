package dev.clerksessions.cli;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionTask;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Prints a page for spreadsheets: RFC 4180 with a header, times in UTC, what is null empty. */
final class CsvWriter implements PageWriter {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "id",
              "clientId",
              "userId",
              "status",
              "lastActiveAt",
              "expireAt",
              "abandonAt",
              "createdAt",
              "updatedAt",
              "lastActiveOrganizationId",
              "latestActivity.id",
              "latestActivity.isMobile",
              "latestActivity.ipAddress",
              "latestActivity.city",
              "latestActivity.country",
              "latestActivity.browserVersion",
              "latestActivity.browserName",
              "latestActivity.deviceType",
              "actor",
              "tasks")
          .get();

  @Override
  public void write(PaginatedResourceResponse<Session> page, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    // Neither is closed: that would close the stream, which is the caller's.
    CSVPrinter csv = new CSVPrinter(writer, FORMAT);
    for (Session session : page.data()) {
      SessionActivity activity = session.latestActivity();
      csv.printRecord(
          cell(session.id()),
          cell(session.clientId()),
          cell(session.userId()),
          cell(session.rawStatus()),
          session.lastActiveAt(),
          session.expireAt(),
          session.abandonAt(),
          session.createdAt(),
          session.updatedAt(),
          cell(session.lastActiveOrganizationId()),
          cell(activity, SessionActivity::id),
          activity == null ? null : activity.isMobile(),
          cell(activity, SessionActivity::ipAddress),
          cell(activity, SessionActivity::city),
          cell(activity, SessionActivity::country),
          cell(activity, SessionActivity::browserVersion),
          cell(activity, SessionActivity::browserName),
          cell(activity, SessionActivity::deviceType),
          session.actor() == null ? null : SessionJson.line(session.actor()),
          cell(session.tasks().stream().map(SessionTask::key).collect(Collectors.joining(" "))));
    }
    csv.flush();
  }

  private static @Nullable String cell(
      @Nullable SessionActivity activity, Function<SessionActivity, @Nullable String> member) {
    return activity == null ? null : cell(member.apply(activity));
  }

  /** Returns what a terminal won't obey and a spreadsheet won't run as a formula. */
  private static @Nullable String cell(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String line = TerminalText.line(text);
    return !line.isEmpty() && "=+-@".indexOf(line.charAt(0)) >= 0 ? "'" + line : line;
  }
}
