package dev.clerksessions.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Returns the version, which the build writes into a resource. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
      if (text == null) {
        throw new IOException("version.txt must be packed with the command, isn't there");
      }
      return new String[] {
        "clerk-sessions " + new String(text.readAllBytes(), StandardCharsets.UTF_8).strip()
      };
    }
  }
}
