// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.doctor;

import dev.orrery.starrocks.ServerAddress;
import dev.orrery.starrocks.ServerAddress.FrontEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Looks whether the name of each front end leads somewhere, and whether anything listens there. */
public final class FrontEndCheckup {
    private static final int MILLIS_TO_ANSWER = 3000;

    private FrontEndCheckup() {}

    /** One finding each; a dead one among several that live is no failure, since the next one is tried. */
    public static List<Finding> of(ServerAddress address) {
        List<Trouble> troubles =
                address.frontEnds().stream().map(FrontEndCheckup::look).toList();
        boolean oneLives = troubles.stream().anyMatch(trouble -> trouble.text().isEmpty());
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < troubles.size(); i++) {
            Trouble trouble = troubles.get(i);
            String frontEnd = address.frontEnds().get(i).toString();
            if (trouble.text().isEmpty()) {
                findings.add(Finding.ok("front end", frontEnd));
            } else if (oneLives) {
                findings.add(Finding.warning("front end", frontEnd + " " + trouble.text(), trouble.help()));
            } else {
                findings.add(Finding.failed("front end", frontEnd + " " + trouble.text(), trouble.help()));
            }
        }
        return findings;
    }

    /** What is wrong with one; an empty text for nothing. */
    private record Trouble(String text, String help) {}

    private static Trouble look(FrontEnd frontEnd) {
        try {
            InetAddress found = InetAddress.getByName(frontEnd.host());
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(found, frontEnd.port()), MILLIS_TO_ANSWER);
                return new Trouble("", "");
            } catch (IOException e) {
                return new Trouble(
                        "(" + found.getHostAddress() + ") does not answer: " + e.getMessage(),
                        "is the front end up, is this its query_port, and does a firewall let this machine through?");
            }
        } catch (UnknownHostException e) {
            return new Trouble(
                    "is no name that DNS knows", "look at `hosts` in orrery.yml, and at this machine's resolver");
        }
    }
}
