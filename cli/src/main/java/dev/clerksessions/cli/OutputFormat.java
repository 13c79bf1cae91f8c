package dev.clerksessions.cli;

import java.util.Locale;
import java.util.function.Function;

/** The forms that a page can be printed in. */
enum OutputFormat {
  TABLE(around -> new TableWriter(around.clock().instant(), around.colour())),
  JSON(around -> new JsonWriter()),
  CSV(around -> new CsvWriter());

  @SuppressWarnings("ImmutableEnumChecker") // A constructor call without state.
  private final Function<ProcessContext, PageWriter> writer;

  OutputFormat(Function<ProcessContext, PageWriter> writer) {
    this.writer = writer;
  }

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  PageWriter writer(ProcessContext around) {
    return writer.apply(around);
  }
}
