import { connect, type Socket } from "node:net";

/**
 * The load: `connections` keep-alive sockets, each with one request under way, against one loopback port, for `seconds`. Runs in a
 * process of its own, so that it measures the server and not the rest of the bench.
 */
export type LoadPlan = {
  port: number;
  /** Request targets, used in turn. */
  targets: string[];
  headers: [string, string][];
  bodyBytes: number;
  connections: number;
  seconds: number;
  /** Not counted, first. */
  warmUpSeconds: number;
};

export type LoadResult = {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  answered: number;
  failed: number;
};

const BUCKET_MS = 0.02;
const BUCKETS = 100_000;

export function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const body = Buffer.from(jsonOf(plan.bodyBytes));
  const messages = plan.targets.map((target) => message(target, plan.headers, body));
  const histogram = new Uint32Array(BUCKETS);
  let next = 0;
  let answered = 0;
  let failed = 0;
  let maxMs = 0;
  const start = performance.now() + plan.warmUpSeconds * 1000;
  const end = start + plan.seconds * 1000;

  function drive(socket: Socket, done: () => void): void {
    let sentAt = 0;
    let seen = "";
    const send = () => {
      sentAt = performance.now();
      socket.write(messages[next++ % messages.length] as Buffer);
    };
    socket.on("connect", send);
    socket.on("data", (data) => {
      seen += data.toString("latin1");
      if (!seen.endsWith("\r\n\r\n")) return;
      const now = performance.now();
      if (now >= start && now < end) {
        const took = now - sentAt;
        const bucket = Math.min(BUCKETS - 1, Math.floor(took / BUCKET_MS));
        histogram[bucket] = (histogram[bucket] ?? 0) + 1;
        if (took > maxMs) maxMs = took;
        if (seen.startsWith("HTTP/1.1 200")) answered += 1;
        else failed += 1;
      }
      seen = "";
      if (now < end) send();
      else socket.destroy();
    });
    socket.on("error", () => {
      failed += 1;
    });
    socket.on("close", done);
  }

  return new Promise((resolve) => {
    let open = plan.connections;
    for (let i = 0; i < plan.connections; i += 1) {
      const socket = connect(plan.port, "127.0.0.1");
      socket.setNoDelay(true);
      drive(socket, () => {
        open -= 1;
        if (open === 0) {
          const [p50Ms, p99Ms] = [quantile(histogram, 0.5), quantile(histogram, 0.99)];
          resolve({ perSecond: answered / plan.seconds, p50Ms, p99Ms, maxMs, answered, failed });
        }
      });
    }
  });
}

function message(target: string, headers: [string, string][], body: Buffer): Buffer {
  const fields = [...headers, ["Content-Length", String(body.length)]].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${target} HTTP/1.1\r\n${fields.join("")}\r\n`), body]);
}

/** JSON of exactly so many bytes. */
function jsonOf(bytes: number): string {
  const frame = '{"data":""}';
  return bytes <= frame.length
    ? "1".repeat(bytes)
    : `{"data":"${"0123456789abcdef".repeat(bytes / 16 + 1).slice(0, bytes - frame.length)}"}`;
}

function quantile(histogram: Uint32Array, share: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let bucket = 0; bucket < histogram.length; bucket += 1) {
    seen += histogram[bucket] ?? 0;
    if (seen >= total * share) return (bucket + 1) * BUCKET_MS;
  }
  return histogram.length * BUCKET_MS;
}

/** 12 headers as a provider's, Content-Length the last of them. */
export const HEADERS: [string, string][] = [
  ["Host", "bench.test"],
  ["User-Agent", "provider-hookshot/1.0"],
  ["Accept", "*/*"],
  ["Content-Type", "application/json"],
  ["X-Delivery-Id", "8d2c3f10-7c1e-11f0-9d65-3f0c1b1f6a10"],
  ["X-Event", "order.created"],
  ["X-Attempt", "1"],
  ["X-Hook-Id", "482193401"],
  ["X-Timestamp", "1795341164"],
  ["X-Signature-256", "sha256=6f2c1a0b9be64b6f1c7a1a8c7f4f8f1a6bb6cf5f2b3ac0f1f0e77a4a0d5b2c11"],
  ["X-Forwarded-Proto", "https"],
];

// As a program: the plan comes as a message from the parent, the result goes back as one.
if (process.argv[1] === import.meta.filename) {
  process.once("message", (plan: LoadPlan) => {
    void runLoad(plan).then((result) => {
      process.send?.(result);
      process.disconnect();
    });
  });
}
