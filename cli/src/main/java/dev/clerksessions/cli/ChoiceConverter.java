package dev.clerksessions.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a word out of a few, in any case; the refusal lists them. */
final class ChoiceConverter<T> implements ITypeConverter<T> {

  private final Map<String, T> values = new LinkedHashMap<>();

  ChoiceConverter(Set<T> values, Function<T, String> word) {
    values.forEach(value -> this.values.put(word.apply(value), value));
  }

  @Override
  public T convert(String word) {
    T value = values.get(word.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw new TypeConversionException(
          "must be one of " + String.join(", ", values.keySet()) + ", was '" + word + "'");
    }
    return value;
  }
}
