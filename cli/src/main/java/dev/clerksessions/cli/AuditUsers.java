package dev.clerksessions.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The users of an audit, one a line, but for those who have their line already. It knows the places
 * of those under way, of whom there may be two of the same id. Safe for use by many threads.
 */
final class AuditUsers implements Iterator<String> {

  private final BufferedReader reader;
  private final AuditLines lines;
  private final Map<String, Deque<Long>> underWay = new HashMap<>();
  private @Nullable String next;
  private long index = -1;
  private long skipped;

  AuditUsers(BufferedReader reader, AuditLines lines) {
    this.reader = reader;
    this.lines = lines;
  }

  @Override
  public synchronized boolean hasNext() {
    try {
      while (next == null) {
        String line = reader.readLine();
        if (line == null) {
          return false;
        }
        String userId = line.strip();
        if (userId.isEmpty()) {
          continue;
        }
        index++;
        if (lines.has(index, userId)) {
          skipped++;
        } else {
          next = userId;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("--users-file can't be read", e);
    }
  }

  @Override
  public synchronized String next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("there is no user behind the last one");
    }
    String userId = next;
    next = null;
    underWay.computeIfAbsent(userId, id -> new ArrayDeque<>()).add(index);
    return userId;
  }

  /** Returns the place of a user who was under way, and forgets it. */
  synchronized long arrived(String userId) {
    Deque<Long> places = underWay.getOrDefault(userId, new ArrayDeque<>());
    Long place = places.poll();
    if (place == null) {
      throw new IllegalStateException("a user who wasn't asked for: " + userId);
    }
    if (places.isEmpty()) {
      underWay.remove(userId);
    }
    return place;
  }

  /** How many had their line already. */
  synchronized long skipped() {
    return skipped;
  }
}
