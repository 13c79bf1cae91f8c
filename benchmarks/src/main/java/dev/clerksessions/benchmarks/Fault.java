package dev.clerksessions.benchmarks;

import dev.clerksessions.testkit.server.ScriptedServer.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a bad server does instead of answering well. */
enum Fault {
  NONE {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(ok(page));
    }
  },
  RESET {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.reset();
    }
  },
  CLOSED_WITHIN_HEAD {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
      connection.close();
    }
  },
  CLOSED_WITHIN_BODY {
    @Override
    void answer(Connection connection, String page) throws IOException {
      String whole = ok(page);
      connection.write(whole.substring(0, whole.length() - 20));
      connection.close();
    }
  },
  RESET_WITHIN_BODY {
    @Override
    void answer(Connection connection, String page) throws IOException {
      String whole = ok(page);
      connection.write(whole.substring(0, whole.length() - 20));
      connection.reset();
    }
  },
  SILENT {
    @Override
    void answer(Connection connection, String page) {
      connection.awaitEnd();
    }
  },
  STALLED {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(ok(page).substring(0, 100));
      connection.awaitEnd();
    }
  },
  MORE_THAN_TOLD {
    @Override
    void answer(Connection connection, String page) throws IOException {
      // Were it ever served, the smuggled page would be a wrong answer to whoever got it.
      connection.write(ok(page) + ok(page));
    }
  },
  CLOSED_WHILE_IDLE {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(ok(page));
      connection.close();
    }
  },
  NO_HTTP {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write("SSH-2.0-nothing for you\r\n\r\n");
      connection.close();
    }
  },
  TWO_LENGTHS {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(ok(page).replace("Content-Type", "Content-Length: 1\r\nContent-Type"));
      connection.close();
    }
  },
  HTML {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(response("200 OK", "<html>hello</html>"));
    }
  },
  EMPTY {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(response("200 OK", ""));
    }
  },
  CUT_JSON {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(response("200 OK", page.substring(0, page.length() / 2)));
    }
  },
  RATE_LIMITED {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(
          "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
    }
  },
  UNAVAILABLE {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(response("503 Service Unavailable", "<html>later</html>"));
    }
  },
  REDIRECT {
    @Override
    void answer(Connection connection, String page) throws IOException {
      connection.write(
          "HTTP/1.1 302 Found\r\nLocation: http://elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n");
    }
  };

  static final List<Fault> FAULTS = List.of(values()).subList(1, values().length);

  abstract void answer(Connection connection, String page) throws IOException;

  private static String ok(String page) {
    return response("200 OK", page);
  }

  private static String response(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.ISO_8859_1).length
        + "\r\n\r\n"
        + body;
  }
}
