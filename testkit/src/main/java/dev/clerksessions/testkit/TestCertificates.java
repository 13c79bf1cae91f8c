package dev.clerksessions.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate for a server on loopback, made by the JDK's {@code keytool} so that tests
 * need no library for it and no certificate in the repository ever expires.
 */
final class TestCertificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLContext context;

  private TestCertificates(SSLContext context) {
    this.context = context;
  }

  /** A certificate for the loopback addresses, valid now. */
  static TestCertificates forLoopback() throws IOException, GeneralSecurityException {
    return make("-ext", "SAN=dns:localhost,ip:127.0.0.1");
  }

  /** Serves with this certificate, or trusts it and no other. */
  SSLContext context() {
    return context;
  }

  private static TestCertificates make(String... options)
      throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("certificates");
    Path file = folder.resolve("server.p12");
    try {
      keytool(file, options);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      return new TestCertificates(context(store));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void keytool(Path file, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    // The key's entry counts as no trusted certificate, so the certificate gets an entry of its
    // own.
    store.setCertificateEntry("trusted", store.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
