package dev.clerksessions.cli;

import com.google.inject.util.Modules;

/** The process's entry. */
final class Main {

  private Main() {}

  /**
   * Runs the command and ends the process with its status, even if threads of an HTTP stack still
   * run.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Code made at run time gains nothing in so short a life, and newer JDKs warn of how it is
    // made.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    System.exit(new Cli(ProcessContext.ofProcess(), Modules.EMPTY_MODULE).run(args));
  }
}
