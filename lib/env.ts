import { isIP } from "node:net";
import { z } from "zod";

/**
 * Settings from the environment: one schema, read once, frozen. An empty string means absent. The only reader of process.env.
 * README's table is generated from `SETTINGS` (npm run settings).
 */

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const httpUrl = z.string().refine(isHttpUrl, "must be an http:// or https:// address without a path");
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);

const cidrs = list.refine((items) => items.every(isCidr), "must be IP addresses or CIDRs such as 10.0.0.0/8, fd00::/8");

/** They may hold passwords, and what stops a start is printed. */
const NOT_SHOWN: ReadonlySet<string> = new Set(["DATABASE_URL", "REDIS_URL", "EGRESS_PROXY"]);

type Setting = { schema: z.ZodType; fallback: string | undefined; meaning: string };

export const SETTINGS = {
  PORT: { schema: whole(0, 65535), fallback: "3000", meaning: "port of the listener; `0` takes a free one" },
  HOST: {
    schema: z.string(),
    fallback: "127.0.0.1",
    meaning: "address of the listener (`0.0.0.0` for all interfaces)",
  },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, "must be file:PATH for SQLite or postgresql://… for PostgreSQL"),
    fallback: "file:./data/wirebin.db",
    meaning: "SQLite file, or `postgresql://…`",
  },
  REDIS_URL: {
    schema: z.string().regex(/^rediss?:\/\/.+$/, "must be redis://… or rediss://…"),
    fallback: undefined,
    meaning: "fan-out of live events and shared rate limits between processes",
  },
  PUBLIC_URL: {
    schema: httpUrl,
    fallback: undefined,
    meaning:
      "how people reach the dashboard; links are built from it, never from the Host header (default: the listener's address)",
  },
  CAPTURE_URL: {
    schema: z.string().refine(isCaptureUrl, "must be like https://hooks.example or https://*.hooks.example"),
    fallback: undefined,
    meaning:
      "where captures are reached, e.g. `https://hooks.example` or `https://*.hooks.example` (default: `PUBLIC_URL`)",
  },
  TRUSTED_PROXIES: {
    schema: cidrs,
    fallback: "",
    meaning: "CIDRs whose `X-Forwarded-For`/`Forwarded` are believed, separated by commas",
  },
  PROXY_PROTOCOL: {
    schema: cidrs,
    fallback: "",
    meaning:
      "CIDRs of TCP proxies whose connections begin with a PROXY preamble (version 1 or 2), which says who the sender is",
  },
  EGRESS_ALLOW: { schema: cidrs, fallback: "", meaning: "CIDRs deliveries may reach besides public ones" },
  EGRESS_PROXY: { schema: httpUrl, fallback: undefined, meaning: "an HTTP proxy for all deliveries" },
  MAX_BODY_BYTES: {
    schema: whole(0, 134_217_728),
    fallback: "10485760",
    meaning: "largest body of a capture, at most 128 MiB",
  },
  MAX_HEADER_BYTES: {
    schema: whole(1024, 1_048_576),
    fallback: "65536",
    meaning: "request line and headers of a message together",
  },
  MAX_CONNECTIONS: {
    schema: whole(1, 1_000_000),
    fallback: "10000",
    meaning: "connections at once; at the limit an idle one makes room, and without one the newcomer hears `503`",
  },
  MAX_CONNECTIONS_PER_IP: {
    schema: whole(1, 1_000_000),
    fallback: "1000",
    meaning: "connections at once from one address (IPv6: one /64), in the same way; trusted proxies are not counted",
  },
  UPLOAD_BUFFER_BYTES: {
    schema: whole(1_048_576, 1_099_511_627_776),
    fallback: "134217728",
    meaning: "memory for bodies on their way in, in the whole process; more wait, then hear `503`",
  },
  KEEP_CAPTURES: {
    schema: whole(0, 10_000_000),
    fallback: "10000",
    meaning: "captures kept per bin, the oldest go first; `0` is no limit",
  },
  KEEP_DAYS: {
    schema: z.coerce.number().min(0).max(3650),
    fallback: "7",
    meaning: "days a capture is kept, and days after its last use that a bin expires; `0` is no limit",
  },
  KEEP_BYTES: {
    schema: whole(0, 1_099_511_627_776),
    fallback: "268435456",
    meaning: "bytes kept per bin; `0` is no limit",
  },
  RATE_PER_IP: {
    schema: whole(0, 100_000_000),
    fallback: "0",
    meaning: "captures a minute from one address; `0` is off",
  },
  RATE_NEW_BINS: {
    schema: whole(0, 100_000_000),
    fallback: "60",
    meaning: "new bins a minute from one address (IPv6: one /64); `0` is off",
  },
  RATE_DELIVERIES: {
    schema: whole(0, 100_000_000),
    fallback: "0",
    meaning: "requests a minute that forwards, retries and replays of one bin send, for each process; `0` is off",
  },
  RATE_PER_BIN: { schema: whole(0, 100_000_000), fallback: "0", meaning: "captures a minute to one bin; `0` is off" },
  LOG_LEVEL: {
    schema: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
    fallback: "info",
    meaning: "JSON lines on standard output",
  },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof SETTINGS;
type Value<K extends Name> = z.output<(typeof SETTINGS)[K]["schema"]>;
/** A setting without a fallback may be undefined. */
export type Env = {
  readonly [K in Name]: (typeof SETTINGS)[K]["fallback"] extends string ? Value<K> : Value<K> | undefined;
};

/** Reads and checks the settings. Throws one Error that lists every problem, a line each. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, setting] of Object.entries(SETTINGS) as [Name, Setting][]) {
    const text = source[name] || setting.fallback;
    if (text === undefined) continue;
    const parsed = setting.schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else {
      const shown = NOT_SHOWN.has(name) ? "what it holds is not shown" : `got ${JSON.stringify(text)}`;
      problems.push(`${name}: ${parsed.error.issues.map((issue) => issue.message).join("; ")} (${shown})`);
    }
  }
  if (problems.length === 0) settleCaptureUrl(values as Addresses, problems);
  if (problems.length > 0) throw new Error(`These settings need another value:\n  ${problems.join("\n  ")}`);
  return Object.freeze(values) as Env;
}

type Addresses = { -readonly [K in "CAPTURE_URL" | "PUBLIC_URL" | "HOST" | "PORT"]: Env[K] };

/**
 * Captures at the dashboard's own address are what there is without CAPTURE_URL. One that would take the dashboard's messages as well is
 * a problem: the Host header is all that tells the two apart.
 */
function settleCaptureUrl(values: Addresses, problems: string[]): void {
  const { CAPTURE_URL } = values;
  if (CAPTURE_URL === undefined) return;
  const captures = new URL(CAPTURE_URL.replace("://*.", "://"));
  const isWildcard = CAPTURE_URL.includes("://*.");
  for (const dashboard of dashboards(values)) {
    const taken = isWildcard ? dashboard.hostname.endsWith(`.${captures.hostname}`) : dashboard.host === captures.host;
    if (!taken) continue;
    if (!isWildcard && dashboard.origin === captures.origin) delete (values as Partial<Addresses>).CAPTURE_URL;
    else {
      const what = `takes the messages for the dashboard at ${dashboard.origin} too`;
      problems.push(`CAPTURE_URL: ${what}; give captures another host name, or leave it out (got "${CAPTURE_URL}")`);
    }
    return;
  }
}

/** Where the dashboard is reached, as far as settings tell: without PUBLIC_URL by either of two names. */
function dashboards({ PUBLIC_URL, HOST, PORT }: Omit<Addresses, "CAPTURE_URL">): URL[] {
  if (PUBLIC_URL !== undefined) return [new URL(PUBLIC_URL)];
  const names = ["localhost", isIP(HOST) === 6 ? `[${HOST}]` : HOST];
  return names
    .map((name) => `http://${name}:${PORT}`)
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url));
}

/** True when captures have a host name of their own. Another port is not enough where cookies count (RFC 6265 section 8.5). */
export function hasCaptureHost(settings: Addresses): boolean {
  const { CAPTURE_URL } = settings;
  if (CAPTURE_URL === undefined) return false;
  const { hostname } = new URL(CAPTURE_URL.replace("://*.", "://any."));
  return dashboards(settings).every((dashboard) => dashboard.hostname !== hostname);
}

let current: Env | undefined;

/** The settings of this process. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}

/** True under npm run dev only. Not a setting: Next says it, and a build has it for good. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash;
}

function isCaptureUrl(text: string): boolean {
  return isHttpUrl(text.replace("://*.", "://wildcard."));
}

function isCidr(text: string): boolean {
  const [address = "", prefix, more] = text.split("/");
  const bits = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1;
  // A zone means something on one machine only.
  if (bits < 0 || more !== undefined || address.includes("%")) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}
