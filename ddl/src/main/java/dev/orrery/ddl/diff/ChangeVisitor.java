// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

/** One case for each kind of change, so that a new kind breaks the compilation of everything that must learn it. */
public interface ChangeVisitor<R> {
    R createDatabase(Change.CreateDatabase change);

    R createTable(Change.CreateTable change);

    R alterColumns(Change.AlterColumns change);

    R alterTable(Change.AlterTable change);

    R rebuildTable(Change.RebuildTable change);

    R rename(Change.Rename change);

    R renameColumn(Change.RenameColumn change);

    R setTableComment(Change.SetTableComment change);

    R setProperties(Change.SetProperties change);

    R createView(Change.CreateView change);

    R replaceView(Change.ReplaceView change);

    R createMaterializedView(Change.CreateMaterializedView change);

    R rebuildMaterializedView(Change.RebuildMaterializedView change);

    R setRefresh(Change.SetRefresh change);

    R fill(Change.Fill change);

    R activate(Change.Activate change);

    R grant(Change.Grant change);

    R drop(Change.Drop change);

    R dropLeftover(Change.DropLeftover change);
}
