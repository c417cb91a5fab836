// Node's mysql2: text and prepared statements, a pool, a stream, errors.
const assert = require("node:assert");
const mysql = require("mysql2/promise");

const server = { host: "127.0.0.1", port: Number(process.env.STARROCKS_PORT), user: "root" };

async function main() {
  const connection = await mysql.createConnection({ ...server, multipleStatements: true, timezone: "Z" });
  await connection.query(
    "CREATE DATABASE node; CREATE TABLE node.t (id BIGINT, name VARCHAR(20), amount DECIMAL(10,2), at DATETIME, doc JSON, ok BOOLEAN)" +
      " PRIMARY KEY (id)",
  );
  const [inserted] = await connection.execute("INSERT INTO node.t VALUES (?, ?, ?, ?, ?, ?)", [
    1, "a'b", "1.50", "2026-10-01 08:00:00", '{"a": 1}', true,
  ]);
  assert.strictEqual(inserted.affectedRows, 1);
  await connection.query("INSERT INTO node.t VALUES ?", [[[2, null, 2.5, new Date(0), "{}", false]]]);

  const expected = [
    { id: 1, name: "a'b", amount: "1.50", at: new Date("2026-10-01T08:00:00Z"), doc: '{"a": 1}', ok: 1 },
    { id: 2, name: null, amount: "2.50", at: new Date(0), doc: "{}", ok: 0 },
  ];
  const [prepared] = await connection.execute("SELECT * FROM node.t WHERE id >= ? ORDER BY id", [1]);
  assert.deepStrictEqual(prepared.map((row) => ({ ...row })), expected);
  const [both] = await connection.query("SELECT * FROM node.t ORDER BY id; SELECT 1 AS one");
  assert.deepStrictEqual(both[0].map((row) => ({ ...row })), expected);
  assert.strictEqual(both[1][0].one, 1);

  const pool = mysql.createPool({ ...server, database: "node", connectionLimit: 4 });
  const answers = await Promise.all([...Array(20).keys()].map((i) => pool.query("SELECT ? + count(*) AS n FROM t", [i])));
  assert.deepStrictEqual(answers.map(([rows]) => rows[0].n), [...Array(20).keys()].map((i) => i + 2));
  await assert.rejects(pool.query("SELECT nope FROM t"), { errno: 1064, message: /Column 'nope' cannot be resolved/ });
  await pool.end();

  let streamed = 0;
  await new Promise((resolve, reject) =>
    connection.connection
      .query("SELECT generate_series FROM TABLE(generate_series(1, 100000))")
      .stream()
      .on("data", () => streamed++)
      .on("end", resolve)
      .on("error", reject),
  );
  assert.strictEqual(streamed, 100000);
  await connection.changeUser({ user: "root", database: "node" });
  await connection.ping();
  await connection.end();
  console.log("mysql2 is content");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
