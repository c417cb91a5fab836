// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Change;
import dev.orrery.ddl.diff.ChangeVisitor;

/** The name of what a change is done to. */
final class SubjectOf implements ChangeVisitor<String> {
    static final SubjectOf CHANGE = new SubjectOf();

    private SubjectOf() {}

    @Override
    public String createDatabase(Change.CreateDatabase change) {
        return change.database();
    }

    @Override
    public String createTable(Change.CreateTable change) {
        return change.desired().name().toString();
    }

    @Override
    public String alterColumns(Change.AlterColumns change) {
        return change.desired().name().toString();
    }

    @Override
    public String alterTable(Change.AlterTable change) {
        return change.table().toString();
    }

    @Override
    public String rebuildTable(Change.RebuildTable change) {
        return change.desired().name().toString();
    }

    @Override
    public String rename(Change.Rename change) {
        return change.to().toString();
    }

    @Override
    public String renameColumn(Change.RenameColumn change) {
        return change.table().toString();
    }

    @Override
    public String setTableComment(Change.SetTableComment change) {
        return change.table().toString();
    }

    @Override
    public String setProperties(Change.SetProperties change) {
        return change.model().toString();
    }

    @Override
    public String createView(Change.CreateView change) {
        return change.desired().name().toString();
    }

    @Override
    public String replaceView(Change.ReplaceView change) {
        return change.desired().name().toString();
    }

    @Override
    public String createMaterializedView(Change.CreateMaterializedView change) {
        return change.desired().name().toString();
    }

    @Override
    public String rebuildMaterializedView(Change.RebuildMaterializedView change) {
        return change.desired().name().toString();
    }

    @Override
    public String setRefresh(Change.SetRefresh change) {
        return change.materializedView().toString();
    }

    @Override
    public String fill(Change.Fill change) {
        return change.materializedView().toString();
    }

    @Override
    public String activate(Change.Activate change) {
        return change.materializedView().toString();
    }

    @Override
    public String grant(Change.Grant change) {
        return change.grant().object().toString();
    }

    @Override
    public String drop(Change.Drop change) {
        return change.live().name().toString();
    }

    @Override
    public String dropLeftover(Change.DropLeftover change) {
        return change.shadow().name().toString();
    }
}
