package dev.clerksessions.cli;

import com.google.inject.util.Modules;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * The program of {@link AuditProcess}: for each line of standard input, which names an output file,
 * it runs audits until one isn't refused because of another process, and prints how that ended.
 */
final class AuditLoop {

  static final String BUSY = "must be written by one audit at a time";

  private AuditLoop() {}

  /**
   * Runs until standard input ends.
   *
   * @param args what an audit needs, apart from its output file
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    BufferedReader files =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String file = files.readLine(); file != null; file = files.readLine()) {
      System.out.println(audit(args, file));
    }
  }

  private static String audit(String[] args, String file) {
    while (true) {
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      ProcessContext around =
          new ProcessContext(
              OutputStream.nullOutputStream(),
              errors,
              InputStream.nullInputStream(),
              System.getenv(),
              false,
              false,
              Clock.systemUTC());
      String[] line = new String[args.length + 1];
      System.arraycopy(args, 0, line, 0, args.length);
      line[args.length] = "--output-file=" + file;
      int status = new Cli(around, Modules.EMPTY_MODULE).run(line);
      String error = errors.toString(StandardCharsets.UTF_8).replace('\n', ' ');
      if (!error.contains(BUSY)) {
        return status + " " + error;
      }
    }
  }
}
