package dev.clerksessions.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import java.io.IOException;
import java.io.OutputStream;

/** Prints a page with the names and values of the official JavaScript client's result. */
final class JsonWriter implements PageWriter {

  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  @Override
  public void write(PaginatedResourceResponse<Session> page, OutputStream out) throws IOException {
    try (JsonGenerator json = SessionJson.FACTORY.createGenerator(out).setPrettyPrinter(layout())) {
      json.writeStartObject();
      json.writeArrayFieldStart("data");
      for (Session session : page.data()) {
        SessionJson.write(json, session);
      }
      json.writeEndArray();
      json.writeNumberField("totalCount", page.totalCount());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static DefaultPrettyPrinter layout() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter layout = new DefaultPrettyPrinter(separators);
    layout.indentObjectsWith(INDENTER);
    layout.indentArraysWith(INDENTER);
    return layout;
  }
}
