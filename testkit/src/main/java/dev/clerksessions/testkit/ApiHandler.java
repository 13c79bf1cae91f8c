package dev.clerksessions.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.clerksessions.testkit.SessionListApi.Reply;
import dev.clerksessions.testkit.server.ScriptedServer;
import dev.clerksessions.testkit.server.ScriptedServer.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** Moves the API's answers, and the trouble on their way, to a connection. */
record ApiHandler(SessionListApi api, Duration latency, SessionListApi.Obstacles obstacles)
    implements ScriptedServer.Script {

  private static final ApiResponse NO_HTTP =
      ApiResponse.refusal(400, "00000000000000000000000000000000", null);

  @Override
  public void answer(Connection connection) throws IOException, InterruptedException {
    RequestHead head = RequestHead.parse(connection.head());
    if (head == null) {
      connection.write(NO_HTTP.bytes(true));
      connection.finish();
      return;
    }
    boolean last = !head.persistent() || head.bodyLength() < 0;
    if (!last) {
      connection.skip(head.bodyLength());
    }
    FaultSchedule.await(Fault.delay(latency).begin());
    Reply reply = api.answer(head.method(), head.uri(), head.headers()::get, obstacles);
    FaultSchedule.await(reply.met().until());
    if (reply.met().ending() == null) {
      ApiResponse answer = reply.usual().get();
      connection.write(head.method().equals("HEAD") ? answer.head(last) : answer.bytes(last));
    } else {
      end(connection, reply, reply.met().ending(), last);
    }
    if (last) {
      connection.finish();
    }
  }

  private static void end(Connection connection, Reply reply, FaultOutcome ending, boolean last)
      throws IOException {
    if (ending instanceof FaultOutcome.Refused refused) {
      Duration retryAfter = refused.retryAfter();
      String seconds = retryAfter == null ? null : Long.toString(retryAfter.toSeconds());
      ApiResponse answer = ApiResponse.refusal(refused.status(), reply.traceId(), seconds);
      connection.write(answer.bytes(last));
    } else if (ending instanceof FaultOutcome.Drip throttle) {
      byte[] answer = reply.usual().get().bytes(last);
      connection.throttle(new String(answer, ISO_8859_1), throttle.pause());
    } else if (ending == FaultOutcome.Broken.WITHIN_THE_BODY) {
      byte[] answer = reply.usual().get().bytes(last);
      connection.write(Arrays.copyOf(answer, answer.length - 1));
      connection.close();
    } else {
      connection.reset();
    }
  }
}
