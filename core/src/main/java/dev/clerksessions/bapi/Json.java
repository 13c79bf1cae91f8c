package dev.clerksessions.bapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one JSON factory, and values whose shape the API leaves open. */
final class Json {

  /**
   * Its defaults bound nesting at 1000, numbers at 1000 digits, texts at 100 million characters.
   */
  static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Reads the object that the parser stands at the start of; unmodifiable at any depth. */
  static Map<String, @Nullable Object> object(JsonParser parser, UnaryOperator<String> texts)
      throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (String name; (name = parser.nextFieldName()) != null; ) {
      parser.nextToken();
      object.put(texts.apply(name), value(parser, texts));
    }
    return Collections.unmodifiableMap(object);
  }

  private static @Nullable Object value(JsonParser parser, UnaryOperator<String> texts)
      throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, texts);
      case START_ARRAY -> array(parser, texts);
      case VALUE_STRING -> texts.apply(parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) parser.getBigIntegerValue()
              : parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static BigDecimal decimal(JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException | StreamReadException e) {
      // Which one it is depends on Jackson's version; each quotes the number.
      throw new InputCoercionException(
          parser, "exponent is beyond BigDecimal's", parser.currentToken(), BigDecimal.class);
    }
  }

  private static List<@Nullable Object> array(JsonParser parser, UnaryOperator<String> texts)
      throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, texts));
    }
    return Collections.unmodifiableList(array);
  }
}
