package dev.clerksessions.bapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members that objects of one kind had, in their order. The next object most often has the
 * same: a guess that comes true spares Jackson looking the name up.
 */
final class FieldNamePredictor {

  private static final int MOST = 24;

  private final Map<String, SerializedString> known;
  private final @Nullable SerializedString[] guesses = new SerializedString[MOST];
  private int position;

  /** Guesses these names alone: an object may have any number of others. */
  FieldNamePredictor(Map<String, SerializedString> known) {
    this.known = known;
  }

  /** Begins with an object. */
  void begin() {
    position = 0;
  }

  /** Returns the next member's name as {@link JsonParser#nextFieldName()} does. */
  @Nullable String next(JsonParser parser) throws IOException {
    int here = position++;
    SerializedString guess = here < MOST ? guesses[here] : null;
    if (guess == null) {
      return learnt(here, parser.nextFieldName());
    }
    if (parser.nextFieldName(guess)) {
      return guess.getValue();
    }
    return learnt(
        here, parser.currentToken() == JsonToken.FIELD_NAME ? parser.currentName() : null);
  }

  private @Nullable String learnt(int here, @Nullable String name) {
    if (name != null && here < MOST) {
      guesses[here] = known.get(name);
    }
    return name;
  }
}
