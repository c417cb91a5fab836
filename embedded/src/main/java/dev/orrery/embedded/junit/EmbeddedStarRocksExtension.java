// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.junit;

import dev.orrery.embedded.EmbeddedStarRocks;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a class a server, in memory and on free ports, from before the first to after the last of them:
 *
 * <pre>
 * &#64;ExtendWith(EmbeddedStarRocksExtension.class)
 * class OrdersTest {
 *     &#64;Test
 *     void orders_add_up(EmbeddedStarRocks server) throws SQLException {
 *         Connection connection = DriverManager.getConnection(server.jdbcUrl(), "root", "");
 *         ...
 * </pre>
 *
 * It can be a parameter of test methods, of {@code @BeforeAll} and {@code @BeforeEach} methods, and of the constructor.
 * All tests of the class share it, nested classes too; what one of them leaves there the next one finds.
 */
public final class EmbeddedStarRocksExtension implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(EmbeddedStarRocksExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        // Also where no test takes it: a port that is taken shall fail the class and not its second test. A store
        // closes
        // what it holds, and a nested class sees the store of the class around it.
        server(context);
    }

    private static EmbeddedStarRocks server(ExtensionContext context) {
        // JUnit 5 has no computeIfAbsent; beforeAll, which nothing runs beside, has put it there.
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        EmbeddedStarRocks found = store.get(EmbeddedStarRocks.class, EmbeddedStarRocks.class);
        if (found != null) {
            return found;
        }
        EmbeddedStarRocks started = EmbeddedStarRocks.start();
        store.put(EmbeddedStarRocks.class, started);
        return started;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedStarRocks.class;
    }

    @Override
    public EmbeddedStarRocks resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }
}
