// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {

    /** Of the jar, or {@code dev} when the classes run unpacked. */
    public static String number() {
        String packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? "dev" : packaged;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"orrery " + number() + " (Java " + Runtime.version() + ")"};
    }
}
