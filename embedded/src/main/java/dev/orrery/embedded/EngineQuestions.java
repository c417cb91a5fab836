// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import dev.orrery.embedded.access.Target;
import dev.orrery.embedded.metadata.InformationSchema;
import dev.orrery.embedded.metadata.Relation;
import dev.orrery.embedded.metadata.ServerState;
import dev.orrery.embedded.metadata.Shows;
import dev.orrery.embedded.metadata.SystemVariables;
import dev.orrery.embedded.metadata.Viewer;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.ServerQuestions;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.SessionStatement;
import java.math.BigInteger;
import java.util.Optional;

/** Answers a session's questions about the server out of its metadata. */
final class EngineQuestions implements ServerQuestions {
    private final ServerState state;
    private final InformationSchema informationSchema = new InformationSchema();

    EngineQuestions(ServerState state) {
        this.state = state;
    }

    @Override
    public Optional<Rows> systemTable(ModelName name, Asker asker) throws ServerError {
        if (InformationSchema.columns(name).isEmpty()) {
            return Optional.empty();
        }
        Relation relation = informationSchema.read(name, visible(asker), viewer(asker));
        return Optional.of(new Rows(relation.columns(), relation.rows()));
    }

    @Override
    public Answer show(SessionStatement.Show statement, Asker asker) throws ServerError {
        return shows(asker).show(statement, viewer(asker)).answer();
    }

    @Override
    public Optional<Answer> showText(String text, Asker asker) throws ServerError {
        return shows(asker).administrative(text, viewer(asker)).map(Relation::answer);
    }

    @Override
    public Answer describe(SessionStatement.Describe statement, Asker asker) throws ServerError {
        return shows(asker).describe(statement, viewer(asker)).answer();
    }

    @Override
    public void kill(SessionStatement.Kill statement, Asker asker) throws ServerError {
        if (!(statement.id() instanceof Literal.Numeric id) || !id.text().matches("\\d+")) {
            throw ServerError.analyzing("KILL wants the number of a connection");
        }
        BigInteger number = new BigInteger(id.text());
        if (number.bitLength() >= Integer.SIZE) {
            throw new ServerError(1094, "HY000", "Unknown thread id: " + id.text());
        }
        boolean own = state.connections().list().stream()
                .anyMatch(c -> c.id() == number.intValue() && c.user().equals(asker.user()));
        if (!own) {
            asker.rights().require("OPERATE", Target.SYSTEM);
        }
        state.connections()
                .kill(number.intValue(), statement.query() ? Connections.Kill.QUERY : Connections.Kill.CONNECTION);
    }

    @Override
    public Optional<String> variable(String name) {
        return SystemVariables.selected(name);
    }

    @Override
    public ServerError unknownVariable(String name) {
        return SystemVariables.unknown(name);
    }

    private ServerState visible(Asker asker) {
        return asker.rights().mayEverything() ? state : new VisibleState(state, asker.rights());
    }

    private Shows shows(Asker asker) {
        return new Shows(visible(asker));
    }

    private static Viewer viewer(Asker asker) {
        return new Viewer(asker.user(), asker.database(), asker.changed());
    }
}
