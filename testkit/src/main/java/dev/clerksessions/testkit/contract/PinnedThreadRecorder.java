package dev.clerksessions.testkit.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Finds virtual threads that hold on to their carrier while they wait, in the whole process. */
final class PinnedThreadRecorder implements AutoCloseable {

  private static final String EVENT = "jdk.VirtualThreadPinned";

  /** Shorter ones come from loading a class and the like, and end by themselves. */
  private static final Duration LONG = Duration.ofMillis(100);

  private final Recording recording = new Recording();

  private PinnedThreadRecorder() {
    recording.enable(EVENT).withThreshold(LONG).withStackTrace();
    recording.start();
  }

  static PinnedThreadRecorder watch() {
    return new PinnedThreadRecorder();
  }

  /** Ends watching, and returns what was seen; nothing on a JDK without virtual threads. */
  List<RecordedEvent> found() throws IOException {
    Path file = Files.createTempFile("pinned", ".jfr");
    try {
      recording.stop();
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(EVENT))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
