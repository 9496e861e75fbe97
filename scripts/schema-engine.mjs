#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which is a download: the same JSON-RPC on stdio, answered by the engine's WebAssembly build
// (@prisma/schema-engine-wasm) over @prisma/adapter-pg. Enough for `prisma generate` and `prisma migrate dev|diff|deploy|status|reset`.
// The versions of prisma, adapter and engine in package.json belong together: change them together.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

const require = createRequire(import.meta.url);

/** Splits the native engine's command line into `{url, schemaFiles, command}`. */
function readArguments(argv) {
  const found = { url: undefined, schemaFiles: [], command: undefined };
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === "--datasource") found.url = JSON.parse(argv[++i]).url;
    else if (argv[i] === "--datamodels") found.schemaFiles.push(argv[++i]);
    else if (argv[i] === "cli") found.command = argv[++i];
    else if (argv[i].startsWith("--")) i++;
  }
  return found;
}

const { url, schemaFiles, command } = readArguments(process.argv.slice(2));

async function connected(connectionString, fn) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}

const databaseAt = (name) => {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(name)}`;
  return address.href;
};
const databaseName = () => decodeURIComponent(new URL(url).pathname.slice(1));
const onServer = (sql, name) => connected(databaseAt("postgres"), (client) => client.query(`${sql} ${client.escapeIdentifier(name)}`));
const dropDatabase = (name) =>
  connected(databaseAt("postgres"), (client) => client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`));

/** One-shot commands (`schema-engine cli …`): success is code 0, failure a log line on stderr with Prisma's error code. */
const oneShot = {
  "can-connect-to-database": () => connected(url, () => {}),
  "create-database": () => onServer("CREATE DATABASE", databaseName()),
  "drop-database": () => dropDatabase(databaseName()),
};
const prismaCodes = { "3D000": "P1003", "28P01": "P1000", 28000: "P1000", "42P04": "P1009" };

async function runOneShot() {
  try {
    if (!oneShot[command]) throw new Error(`unknown command ${command}`);
    await oneShot[command]();
  } catch (error) {
    const fields = { message: error.message, is_panic: false, error_code: prismaCodes[error.code] ?? "P1001" };
    const line = { timestamp: new Date().toISOString(), level: "ERROR", fields, target: "schema_engine::logger" };
    process.stderr.write(`\n${JSON.stringify(line)}\n`);
    process.exitCode = 1;
  }
}

async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => process.stderr.write(`${message}\n`) };
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
  const glue = await import(pathToFileURL(path.join(folder, "schema_engine_bg.js")).href);
  const code = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

// PrismaPg was made for queries. As a migration adapter it lacks four things, added below: it cannot read columns of type "char" (all over
// pg_catalog), it splits scripts at every ';', its shadow database is the main one, and it drops that while still connected.
const CHAR_OID = 18;
const BPCHAR_OID = 1042;
const CHAR_MARK = "\u0000char";

/** A pg client that passes "char" columns off as bpchar, marking their names so that `namesRestored` can find them. */
class CharReadingClient extends pg.Client {
  query(...args) {
    const callback = args.at(-1);
    if (typeof callback === "function") return super.query(...args.slice(0, -1), (error, result) => callback(error, markChars(result)));
    const answer = super.query(...args);
    return typeof answer?.then === "function" ? answer.then(markChars) : answer;
  }
}

function markChars(results) {
  for (const field of [results].flat().flatMap((result) => result?.fields ?? [])) {
    if (field.dataTypeID !== CHAR_OID) continue;
    field.dataTypeID = BPCHAR_OID;
    field.name += CHAR_MARK;
  }
  return results;
}

function namesRestored(result) {
  result.columnNames.forEach((name, i) => {
    if (!name.endsWith(CHAR_MARK)) return;
    result.columnNames[i] = name.slice(0, -CHAR_MARK.length);
    result.columnTypes[i] = ColumnTypeEnum.Character;
  });
  return result;
}

/** What `startTransaction` and the adapter itself share; wrapped once. */
function teachChars(adapter) {
  const queryable = Object.getPrototypeOf(Object.getPrototypeOf(adapter));
  if (queryable.readsChars) return;
  const { queryRaw } = queryable;
  queryable.readsChars = true;
  queryable.queryRaw = async function (query) {
    return namesRestored(await queryRaw.call(this, query));
  };
}

const openConnections = new Set();

async function openAdapter(database = databaseName(), afterClose = async () => {}) {
  const pool = new pg.Pool({ connectionString: databaseAt(database), max: 1, Client: CharReadingClient });
  const adapter = await new PrismaPg(pool).connect();
  teachChars(adapter);
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error) => adapter.onError(error));
  };
  adapter.dispose = async () => {
    if (!openConnections.delete(adapter)) return;
    await pool.end();
    await afterClose();
  };
  openConnections.add(adapter);
  return adapter;
}

const factory = {
  provider: "postgres",
  adapterName: "@prisma/adapter-pg",
  connect: () => openAdapter(),
  connectToShadowDb: async () => {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await onServer("CREATE DATABASE", name);
    return openAdapter(name, () => dropDatabase(name));
  },
};

const methodNames = { getDatabaseVersion: "version" };

async function answer(SchemaEngine, method, params) {
  if (method === "createDatabase") {
    await oneShot["create-database"]();
    return { databaseName: databaseName() };
  }
  if (method === "ensureConnectionValidity") {
    await connected(url, () => {});
    return {};
  }
  // A fresh engine per request: one that was used has lost its shadow-database factory.
  const datamodels = schemaFiles.length ? schemaFiles.map((file) => [file, readFileSync(file, "utf8")]) : undefined;
  const adapters = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, adapters);
  engine.errorRegistry = adapters.errorRegistry;
  try {
    // These two find the shadow-database factory only after a request that looked for it.
    if (method === "evaluateDataLoss" || method === "createMigration")
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    return (await engine[methodNames[method] ?? method](params)) ?? {};
  } finally {
    engine.free();
    for (const adapter of openConnections) await adapter.dispose(); // an open session would keep Prisma's advisory lock
  }
}

function errorAnswer(error) {
  let told = {};
  try {
    told = JSON.parse(error.message);
  } catch {
    // the message is plain text
  }
  const data = { is_panic: false, message: told.message ?? error.message, meta: error.meta ?? told.meta ?? null };
  data.error_code = error.code ?? told.error_code;
  return { code: 4466, message: "An error happened. Check the data field for details.", data };
}

async function serve() {
  const SchemaEngine = await loadEngine();
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  let printId = 1_000_000;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    if (!method) continue; // the client's answer to our `print`
    try {
      const { stdout, ...result } = await answer(SchemaEngine, method, params);
      if (method !== "diff") send({ id, result: stdout === undefined ? result : { ...result, stdout } });
      else {
        if (stdout != null) send({ id: printId++, method: "print", params: { content: stdout } });
        send({ id, result });
      }
    } catch (error) {
      send({ id, error: errorAnswer(error) });
    }
  }
}

if (process.argv.includes("--version") || process.argv.includes("-V")) {
  const { version } = JSON.parse(
    readFileSync(path.join(path.dirname(require.resolve("@prisma/schema-engine-wasm")), "package.json"), "utf8"),
  );
  console.log(`schema-engine-cli ${version.split(".").at(-1)}`);
} else if (command) await runOneShot();
else await serve();
