// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.cli.doctor.Privileges.Kind;
import dev.orrery.models.catalog.ModelName;
import org.junit.jupiter.api.Test;

class PrivilegesTest {
    private final Privileges privileges = new Privileges();

    private boolean on(Kind kind, String object, String privilege) {
        return privileges.on(kind, ModelName.parse(object), privilege);
    }

    @Test
    void a_grant_on_one_object_is_for_that_object_of_that_kind() {
        privileges.add("GRANT SELECT, INSERT ON TABLE pdb.uk TO USER 'bob'@'%'");
        assertThat(on(Kind.TABLE, "pdb.uk", "INSERT")).isTrue();
        assertThat(on(Kind.TABLE, "pdb.uk", "DROP")).isFalse();
        assertThat(on(Kind.TABLE, "pdb.other", "SELECT")).isFalse();
        assertThat(on(Kind.VIEW, "pdb.uk", "SELECT")).isFalse();
    }

    @Test
    void a_grant_on_all_of_a_database_is_for_that_database() {
        privileges.add("GRANT ALL ON ALL MATERIALIZED VIEWS IN DATABASE dws TO ROLE 'r'");
        assertThat(on(Kind.MATERIALIZED_VIEW, "dws.day", "REFRESH")).isTrue();
        assertThat(on(Kind.MATERIALIZED_VIEW, "dwd.day", "REFRESH")).isFalse();
    }

    @Test
    void a_grant_on_everything_is_for_everything() {
        privileges.add("GRANT SELECT ON ALL VIEWS IN ALL DATABASES TO ROLE 'r'");
        privileges.add("GRANT CREATE TABLE, CREATE VIEW ON ALL DATABASES TO ROLE 'r'");
        privileges.add("GRANT CREATE DATABASE ON CATALOG default_catalog TO USER 'bob'@'%'");
        assertThat(on(Kind.VIEW, "any.thing", "SELECT")).isTrue();
        assertThat(privileges.onDatabase("any", "CREATE VIEW")).isTrue();
        assertThat(privileges.onDatabase("any", "CREATE MATERIALIZED VIEW")).isFalse();
        assertThat(privileges.onCatalog("CREATE DATABASE")).isTrue();
    }

    @Test
    void roles_are_named_and_the_mighty_ones_may_do_all() {
        privileges.add("GRANT 'analyst', 'desk' TO 'bob'@'%'");
        assertThat(privileges.roles()).containsExactly("analyst", "desk");
        assertThat(on(Kind.TABLE, "pdb.uk", "SELECT")).isFalse();
        privileges.add("GRANT 'db_admin' TO ROLE 'desk'");
        assertThat(on(Kind.TABLE, "pdb.uk", "SELECT")).isTrue();
        assertThat(privileges.onCatalog("CREATE DATABASE")).isTrue();
    }
}
