package dev.clerksessions.testkit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate for a server on loopback, made by the JDK's {@code keytool} so that tests
 * need no library for it and no certificate in the repository ever expires.
 */
final class TestCertificates {

  private static final String KEY = "-keyalg EC";
  private static final String NAME = "-dname CN=localhost";
  private static final String LOOPBACK = "SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1";
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLContext context;

  private TestCertificates(SSLContext context) {
    this.context = context;
  }

  /** A certificate for the loopback addresses, valid now. */
  static TestCertificates forLoopback() throws IOException, GeneralSecurityException {
    return selfSigned(LOOPBACK);
  }

  /** A certificate for another host, valid now. */
  static TestCertificates forAnotherHost() throws IOException, GeneralSecurityException {
    return selfSigned("SAN=dns:other.test");
  }

  /**
   * A certificate for the loopback addresses that was valid for a day, a year ago, and an authority
   * that signed it: of a certificate that is trusted itself, Java doesn't check the date.
   */
  static TestCertificates expired() throws IOException, GeneralSecurityException {
    return inNewStore(
        (folder, store) -> {
          Path request = folder.resolve("request");
          Path signed = folder.resolve("signed");
          keytool(store, "-genkeypair", "-alias", "trusted", KEY, NAME, "-ext", "bc:c");
          keytool(store, "-genkeypair", "-alias", "server", KEY, NAME);
          keytool(store, "-certreq", "-alias", "server", "-file", request.toString());
          keytool(
              store,
              "-gencert",
              "-alias",
              "trusted",
              "-infile",
              request.toString(),
              "-outfile",
              signed.toString(),
              "-ext",
              LOOPBACK,
              "-startdate",
              "-365d",
              "-validity",
              "1");
          keytool(store, "-importcert", "-alias", "server", "-file", signed.toString());
        });
  }

  /** Serves with this certificate, or trusts it and no other. */
  SSLContext context() {
    return context;
  }

  private static TestCertificates selfSigned(String extension)
      throws IOException, GeneralSecurityException {
    return inNewStore(
        (folder, store) ->
            keytool(store, "-genkeypair", "-alias", "server", KEY, NAME, "-ext", extension));
  }

  /** Makes keys and certificates in a key store. */
  private interface Steps {
    void take(Path folder, Path store) throws IOException;
  }

  private static TestCertificates inNewStore(Steps steps)
      throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("certificates");
    try {
      Path file = folder.resolve("store.p12");
      steps.take(folder, file);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      return new TestCertificates(context(store));
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static void keytool(Path store, String action, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(action, "-noprompt", "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    for (String option : options) {
      // Two options with their values are written as one.
      command.addAll(List.of(option.split(" ")));
    }
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

  /** Serves with the key "server"; trusts the signer "trusted", or where there is none, itself. */
  private static SSLContext context(KeyStore store) throws IOException, GeneralSecurityException {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    if (store.containsAlias("trusted")) {
      anchors.setCertificateEntry("anchor", store.getCertificate("trusted"));
      store.deleteEntry("trusted");
    } else {
      anchors.setCertificateEntry("anchor", store.getCertificate("server"));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
