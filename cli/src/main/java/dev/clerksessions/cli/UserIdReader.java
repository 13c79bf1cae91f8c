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
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The users of an audit, one a line, except those who have their line already. It knows the
 * positions of those under way, of whom there may be two of the same id.
 *
 * <p>One thread at a time iterates, which may block as long as a pipe is silent. {@link #arrived},
 * {@link #skipped} and {@link #known} are for any thread at any time and don't wait for that.
 */
final class UserIdReader implements Iterator<String> {

  private final BufferedReader reader;
  private final AuditSink lines;

  /** Users who were read before the first one was given out. */
  private final Deque<String> readAhead = new ArrayDeque<>();

  private boolean checked;
  private final CRC32C sum = new CRC32C();
  private volatile UserList known = new UserList(0, Checksums.hex(sum), false);
  private @Nullable String next;
  private long position = -1;
  private final AtomicLong skipped = new AtomicLong();
  private final Map<String, Deque<Long>> underWay = new HashMap<>();

  /**
   * Makes an iterator.
   *
   * @param in has the users in UTF-8; whoever opened it closes it, also while it is read
   * @param lines knows who has a line
   * @param checked whether the users were compared with those of earlier runs before; if not, as
   *     many as those knew are read before the first one is given out
   */
  UserIdReader(InputStream in, AuditSink lines, boolean checked) {
    // A decoder refuses what isn't UTF-8, a charset would replace it.
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    this.lines = lines;
    this.checked = checked;
  }

  /**
   * Returns whether there is another user.
   *
   * @throws AuditRefusedException when the users aren't those that the lines were written for
   */
  @Override
  public boolean hasNext() {
    if (!checked) {
      readAhead();
      checked = true;
    }
    while (next == null) {
      String userId = readAhead.isEmpty() ? read() : readAhead.poll();
      if (userId == null) {
        return false;
      }
      position++;
      if (lines.has(position, userId)) {
        skipped.incrementAndGet();
      } else {
        next = userId;
      }
    }
    return true;
  }

  /** Reads what earlier runs knew, so that no line is written for users who were exchanged. */
  private void readAhead() {
    UserList before = lines.knownUsers();
    while (before != null
        && !known.complete()
        && (before.complete() || known.count() < before.count())) {
      String userId = read();
      if (userId != null) {
        readAhead.add(userId);
      }
    }
  }

  /** Returns the next user of the input, or null at its end. */
  private @Nullable String read() {
    // Stored, since a terminal can be read further after its end.
    while (!known.complete()) {
      String line = readLine();
      if (line == null) {
        known = new UserList(known.count(), known.checksum(), true);
        lines.checkUsers(known);
      } else if (!line.isBlank()) {
        String userId = line.strip();
        Checksums.update(sum, userId + "\n");
        // The more precise refusal first.
        boolean unused = lines.has(known.count(), userId);
        known = new UserList(known.count() + 1, Checksums.hex(sum), false);
        lines.checkUsers(known);
        return userId;
      }
    }
    return null;
  }

  private @Nullable String readLine() {
    try {
      return reader.readLine();
    } catch (CharacterCodingException e) {
      throw new AuditRefusedException(
          "--users-file must be UTF-8, isn't somewhere after user " + known.count(), e);
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
      underWay.computeIfAbsent(userId, id -> new ArrayDeque<>()).add(position);
    }
    return userId;
  }

  /** Returns the position of a user who was under way, and forgets it. */
  long arrived(String userId) {
    synchronized (underWay) {
      Deque<Long> positions = underWay.getOrDefault(userId, new ArrayDeque<>());
      Long first = positions.poll();
      if (first == null) {
        throw new IllegalStateException("a user who wasn't requested: " + userId);
      }
      if (positions.isEmpty()) {
        underWay.remove(userId);
      }
      return first;
    }
  }

  /** How many had their line already. */
  long skipped() {
    return skipped.get();
  }

  /** What was read so far. */
  UserList known() {
    return known;
  }

  /** Reads on to the end and returns what is known then. */
  UserList readAll() {
    while (hasNext()) {
      next = null;
    }
    return known;
  }
}
