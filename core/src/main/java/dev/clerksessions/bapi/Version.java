package dev.clerksessions.bapi;

/** This library's version: a constant, since reading a resource would cost time at start-up. */
final class Version {

  static final String CURRENT = "0.1.0-SNAPSHOT";

  private Version() {}
}
