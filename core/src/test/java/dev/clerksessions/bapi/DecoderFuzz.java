package dev.clerksessions.bapi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/** For coverage-guided fuzzing, which the profile {@code fuzz} does; one method a run. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class DecoderFuzz {

  private static final int SHORTEST_STATUS = 2;

  @FuzzTest(maxExecutions = 1_000_000, maxDuration = "")
  void page(byte[] body) {
    DecoderTargets.page(body);
  }

  @FuzzTest(maxExecutions = 1_000_000, maxDuration = "")
  void refusal(byte[] statusAndBody) {
    if (statusAndBody.length < SHORTEST_STATUS) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(statusAndBody);
    int status = 300 + Math.floorMod(bytes.getShort(), 300);
    byte[] body = new byte[bytes.remaining()];
    bytes.get(body);
    DecoderTargets.refusal(status, body);
  }
}
