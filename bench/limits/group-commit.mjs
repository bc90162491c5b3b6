// The second limit: Node's bare server, SQLite in a worker thread, group commit with fsync, and nothing else. RING=n keeps only n rows.
import { createServer } from "node:http";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

if (isMainThread) serve();
else write(workerData);

function serve() {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { file: process.env.BENCH_FILE, ring: Number(process.env.RING ?? 0) },
  });
  let waiting = [];
  let batch = null;
  const commit = () => {
    if (batch || waiting.length === 0) return;
    batch = waiting;
    waiting = [];
    worker.postMessage(batch.map(({ row }) => row));
  };
  worker.on("message", () => {
    for (const { response } of batch) response.writeHead(200, ["Content-Length", "0"]).end();
    batch = null;
    commit();
  });
  const server = createServer((message, response) => {
    const chunks = [];
    message.on("data", (chunk) => chunks.push(chunk));
    message.on("end", () => {
      const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      waiting.push({ row: [message.method, message.url, JSON.stringify(message.rawHeaders), body], response });
      if (!batch && waiting.length === 1) setImmediate(commit);
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
  process.on("disconnect", () => process.exit(0));
}

function write({ file, ring }) {
  const db = new Database(file);
  db.pragma("journal_mode=WAL");
  db.pragma("synchronous=FULL");
  db.exec("CREATE TABLE capture (seq INTEGER PRIMARY KEY, method TEXT, target TEXT, headers TEXT, body BLOB)");
  const insert = db.prepare("INSERT INTO capture (method, target, headers, body) VALUES (?, ?, ?, ?)");
  const trim = db.prepare("DELETE FROM capture WHERE seq <= ?");
  parentPort.on("message", (rows) => {
    db.exec("BEGIN IMMEDIATE");
    let last = 0;
    for (const row of rows) last = insert.run(...row).lastInsertRowid;
    if (ring > 0) trim.run(last - ring);
    db.exec("COMMIT");
    parentPort.postMessage(null);
  });
}
