package dev.clerksessions.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each transport brings to a class path, by the list of its jars that the build writes. */
final class ClosureSizes {

  private ClosureSizes() {}

  /** Reads the lists of what was built in this folder. */
  static List<String> of(Path project) throws IOException {
    return List.of(
        line(project, "transport-httpclient", 3_000_000),
        line(project, "transport-jdk", 1_000_000));
  }

  private static String line(Path project, String module, long most) throws IOException {
    Path bill = project.resolve(module).resolve("target/clerk-sessions-" + module + "-sbom.json");
    JsonNode document = new ObjectMapper().readTree(bill.toFile());
    List<JsonNode> components = new ArrayList<>();
    components.add(document.at("/metadata/component"));
    document.get("components").forEach(components::add);
    long sum = 0;
    List<String> jars = new ArrayList<>();
    for (JsonNode component : components) {
      if (component.path("scope").asText("required").equals("required")) {
        String jar = component.get("name").asText() + "-" + component.get("version").asText();
        long size = size(jar + ".jar");
        sum += size;
        jars.add(String.format(Locale.ROOT, "%s %,d", jar, size));
      }
    }
    return String.format(
        Locale.ROOT,
        "%s: %,d bytes, at most %,d to reach, %s (%s)",
        module,
        sum,
        most,
        sum <= most ? "reached" : "missed",
        String.join(", ", jars));
  }

  private static long size(String jar) throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path beside = Path.of(entry).resolveSibling("lib").resolve(jar);
      if (Files.exists(beside)) {
        return Files.size(beside);
      }
    }
    throw new IOException(jar + " isn't in lib beside the benchmarks");
  }
}
