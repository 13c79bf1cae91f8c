package dev.clerksessions.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unmodifiable copies of JSON's values, with one Java type for each kind, so that equals works. */
public final class JsonValues {

  private JsonValues() {}

  /**
   * Copies an object at any depth.
   *
   * @throws IllegalArgumentException naming the place of what isn't JSON's
   */
  public static Map<String, @Nullable Object> copyOf(String path, Map<?, ?> object) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    object.forEach(
        (name, value) -> {
          if (!(name instanceof String key)) {
            throw new IllegalArgumentException(path + " must have texts as names, has " + name);
          }
          copy.put(key, value(path + "." + key, value));
        });
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object value(String path, @Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof Map<?, ?> object) {
      return copyOf(path, object);
    }
    if (value instanceof List<?> list) {
      return listOf(path, list);
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger integer) {
      return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }
    if ((value instanceof Double || value instanceof Float)
        && Double.isFinite(((Number) value).doubleValue())) {
      return new BigDecimal(value.toString());
    }
    throw new IllegalArgumentException(
        path + " must be a value that JSON has, was a " + value.getClass().getName());
  }

  private static List<@Nullable Object> listOf(String path, List<?> list) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      copy.add(value(path + "[" + i + "]", list.get(i)));
    }
    return Collections.unmodifiableList(copy);
  }
}
