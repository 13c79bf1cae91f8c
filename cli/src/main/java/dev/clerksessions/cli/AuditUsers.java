package dev.clerksessions.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The users of an audit, one a line, except those who have their line already. It knows the places
 * of those under way, of whom there may be two of the same id.
 *
 * <p>One thread at a time iterates, which may block as long as a pipe is silent. {@link #arrived}
 * and {@link #skipped} are for any thread at any time and don't wait for that.
 */
final class AuditUsers implements Iterator<String> {

  private final BufferedReader reader;
  private final AuditLines lines;
  private @Nullable String next;
  private long place = -1;
  private boolean ended;
  private final AtomicLong skipped = new AtomicLong();
  private final Map<String, Deque<Long>> underWay = new HashMap<>();

  /**
   * Makes an iterator.
   *
   * @param in has the users in UTF-8; whoever opened it closes it, also while it is read
   * @param lines knows who has a line
   */
  AuditUsers(InputStream in, AuditLines lines) {
    // A decoder refuses what isn't UTF-8, a charset would replace it.
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    this.lines = lines;
  }

  /**
   * Returns whether there is another user.
   *
   * @throws AuditRefusedException when the users aren't those that the lines were written for
   */
  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      String line = readLine();
      if (line == null) {
        // Kept: a terminal would be read on after its end.
        ended = true;
        lines.checkUsers(place + 1);
      } else if (!line.isBlank()) {
        place++;
        String userId = line.strip();
        if (lines.has(place, userId)) {
          skipped.incrementAndGet();
        } else {
          next = userId;
        }
      }
    }
    return next != null;
  }

  private @Nullable String readLine() {
    try {
      return reader.readLine();
    } catch (CharacterCodingException e) {
      throw new AuditRefusedException(
          "--users-file must be UTF-8, isn't somewhere after user " + (place + 1), e);
    } catch (IOException e) {
      throw new UncheckedIOException("--users-file can't be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("there is no user after the last one");
    }
    String userId = next;
    next = null;
    synchronized (underWay) {
      underWay.computeIfAbsent(userId, id -> new ArrayDeque<>()).add(place);
    }
    return userId;
  }

  /** Returns the place of a user who was under way, and forgets it. */
  long arrived(String userId) {
    synchronized (underWay) {
      Deque<Long> places = underWay.getOrDefault(userId, new ArrayDeque<>());
      Long first = places.poll();
      if (first == null) {
        throw new IllegalStateException("a user who wasn't requested: " + userId);
      }
      if (places.isEmpty()) {
        underWay.remove(userId);
      }
      return first;
    }
  }

  /** How many had their line already. */
  long skipped() {
    return skipped.get();
  }

  /** Reads on to the end and returns how many there are, those who have their line included. */
  long count() {
    while (hasNext()) {
      next = null;
    }
    return place + 1;
  }
}
