// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import com.mysql.cj.jdbc.Driver;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.starrocks.ServerAddress.FrontEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections: on the front end that answered last, else on the next that does. */
public final class FrontEndConnections {
    private static final int ACCESS_DENIED = 1045;

    private final ServerAddress address;
    private volatile int preferred;

    public FrontEndConnections(ServerAddress address) {
        this.address = address;
    }

    /**
     * A connection of its own for whoever asks, such as Liquibase.
     *
     * @throws EnvironmentException ORR-S001 when no front end answers, ORR-S002 when one refuses the user
     */
    public Connection open() {
        List<String> failures = new ArrayList<>();
        @Nullable SQLException last = null;
        int count = address.frontEnds().size();
        int first = preferred;
        for (int i = 0; i < count; i++) {
            int index = (first + i) % count;
            FrontEnd frontEnd = address.frontEnds().get(index);
            try {
                Connection connection = open(frontEnd);
                preferred = index;
                return connection;
            } catch (SQLException e) {
                if (e.getErrorCode() == ACCESS_DENIED) {
                    throw accessDenied(frontEnd, e);
                }
                failures.add("'" + frontEnd + "' (" + reason(e) + ")");
                last = e;
            }
        }
        throw cannotConnect(failures, last);
    }

    private Connection open(FrontEnd frontEnd) throws SQLException {
        Connection connection = new Driver().connect("jdbc:mysql://" + frontEnd + "/", properties(address));
        if (connection == null) {
            throw new SQLException("the driver does not accept '" + frontEnd + "'", "08001");
        }
        return connection;
    }

    /** What makes connector-j send our statements and next to nothing else. */
    static Properties properties(ServerAddress address) {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password().reveal());
        properties.setProperty(
                "sslMode",
                switch (address.tls()) {
                    case OFF -> "DISABLED";
                    case PREFERRED -> "PREFERRED";
                    case REQUIRED -> "REQUIRED";
                });
        properties.setProperty("connectTimeout", "5000");
        properties.setProperty("socketTimeout", "600000");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("cacheServerConfiguration", "true");
        properties.setProperty("useLocalSessionState", "true");
        properties.setProperty("elideSetAutoCommits", "true");
        properties.setProperty("useServerPrepStmts", "false");
        properties.setProperty("enableQueryTimeouts", "false");
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("zeroDateTimeBehavior", "CONVERT_TO_NULL");
        // Model text may hold braces; they are no JDBC escapes.
        properties.setProperty("processEscapeCodesForPrepStmts", "false");
        properties.setProperty("paranoid", "true");
        return properties;
    }

    private EnvironmentException cannotConnect(List<String> failures, @Nullable SQLException cause) {
        return new EnvironmentException(
                Diagnostic.of(
                                StarRocksCode.CANNOT_CONNECT,
                                "cannot connect to StarRocks at " + String.join(", ", failures))
                        .withHelp("is the front end up, and is this its MySQL port (query_port, by default "
                                + ServerAddress.DEFAULT_PORT + ")?"),
                cause);
    }

    private EnvironmentException accessDenied(FrontEnd frontEnd, SQLException cause) {
        return new EnvironmentException(
                Diagnostic.of(
                                StarRocksCode.ACCESS_DENIED,
                                "StarRocks at '" + frontEnd + "' refuses user '" + address.user() + "': "
                                        + cause.getMessage())
                        .withHelp("check user and password of this environment;"
                                + " `SHOW GRANTS` on the server lists what the user may do"),
                cause);
    }

    private static String reason(SQLException e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return text.lines().findFirst().orElse(text).strip();
    }
}
