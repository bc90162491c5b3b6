import { isIP, connect as openTcp, type Socket } from "node:net";
import { connect as openTls } from "node:tls";
import { connectFailure, Failure, tlsFailure } from "./failure.ts";
import type { Judge } from "./judge.ts";
import type { Lookup } from "./lookup.ts";
import { isOwnUrl } from "./own-url.ts";
import { isBadPort } from "./ports.ts";
import type { Target } from "./target.ts";

export type DialSettings = {
  judge: Judge;
  /** Where this Wirebin is reached from outside. */
  ownUrls: readonly string[];
  lookup: Lookup;
  proxy: URL | null;
  /** Certificates trusted in place of the system's. */
  ca: string | undefined;
};

export type Timings = { dnsMs?: number; connectMs?: number; tlsMs?: number; firstByteMs?: number; totalMs: number };

export type Dialled = { socket: Socket; remoteAddress: string | null };

/** How long one of several addresses may take before the next is tried (RFC 8305 calls it the attempt delay). */
const ATTEMPT_MS = 1000;

/**
 * A connection to the target, judged three times: IP literals before anything (Node's `lookup` hook never sees them), every looked-up
 * address before connecting, of which one bad spoils all, and the address the socket says it is connected to. Writes how long
 * each step took into `timings`. Rejects with a Failure, or with the signal's reason when that comes first.
 */
export async function dial(
  target: Target,
  settings: DialSettings,
  signal: AbortSignal,
  timings: Partial<Timings>,
): Promise<Dialled> {
  const addresses = await judgedAddresses(target, settings, signal, timings);
  const started = performance.now();
  const tcp = settings.proxy
    ? await (await import("./proxy.ts")).openTunnel(settings.proxy, target, signal)
    : await connected(openDirect(target, addresses), "connect", signal, connectFailure);
  timings.connectMs = performance.now() - started;
  const remoteAddress = settings.proxy ? null : (tcp.remoteAddress ?? null);
  if (!settings.proxy && (remoteAddress === null || !settings.judge(remoteAddress, target.port))) {
    tcp.destroy();
    throw new Failure("target_not_allowed");
  }
  return { socket: target.secure ? await secure(tcp, target, settings, signal, timings) : tcp, remoteAddress };
}

/** Why a target is refused whatever its name resolves to, or null. */
export function refusalOf(target: Target, { judge, ownUrls }: Pick<DialSettings, "judge" | "ownUrls">): Failure | null {
  const isLiteral = isIP(target.hostname) !== 0;
  const isRefused =
    isBadPort(target.port) || isOwnUrl(target, ownUrls) || (isLiteral && !judge(target.hostname, target.port));
  return isRefused ? new Failure("target_not_allowed") : null;
}

type Addresses = { address: string; family: number }[];

async function judgedAddresses(
  target: Target,
  { judge, ownUrls, lookup, proxy }: DialSettings,
  signal: AbortSignal,
  timings: Partial<Timings>,
): Promise<Addresses> {
  const refusal = refusalOf(target, { judge, ownUrls });
  if (refusal) throw refusal;
  const family = isIP(target.hostname);
  const started = performance.now();
  let addresses = [{ address: target.hostname, family }];
  if (family === 0) {
    try {
      addresses = await lookup(target.hostname, signal);
    } catch (error) {
      // Behind a proxy this machine may have no DNS for the outside at all; the proxy then knows and judges the name.
      // A name that was never asked for, since too many are, is not such a one.
      if (proxy && !signal.aborted && !(error instanceof Failure)) return [];
      throw connectFailure(error);
    }
    timings.dnsMs = performance.now() - started;
  }
  if (addresses.length === 0) throw new Failure("name_not_found");
  if (!addresses.every(({ address }) => judge(address, target.port))) throw new Failure("target_not_allowed");
  return addresses;
}

function openDirect(target: Target, addresses: Addresses): Socket {
  return openTcp({
    host: target.hostname,
    port: target.port,
    lookup: (_hostname, _options, answer) => answer(null, addresses),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_MS,
    noDelay: true,
  });
}

async function secure(
  tcp: Socket,
  target: Target,
  settings: DialSettings,
  signal: AbortSignal,
  timings: Partial<Timings>,
): Promise<Socket> {
  const started = performance.now();
  const named = isIP(target.hostname) === 0;
  const tls = openTls({
    socket: tcp,
    host: target.hostname,
    ...(named ? { servername: target.hostname.replace(/\.$/, "") } : {}),
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
    ALPNProtocols: ["http/1.1"],
    // Stated, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment cannot switch it off.
    rejectUnauthorized: true,
  });
  await connected(tls, "secureConnect", signal, tlsFailure);
  timings.tlsMs = performance.now() - started;
  return tls;
}

/** Waits for `event`; destroys the socket and rejects on error, close or abort. The error listener stays, for errors between two owners. */
function connected<S extends Socket>(
  socket: S,
  event: "connect" | "secureConnect",
  signal: AbortSignal,
  failureOf: (error: unknown) => Failure,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const abort = () => socket.destroy(signal.reason);
    const settle = (done: () => void) => {
      signal.removeEventListener("abort", abort);
      done();
    };
    socket.on("error", (error) => settle(() => reject(failureOf(error))));
    socket.once("close", () => settle(() => reject(failureOf(new Failure("connection_lost")))));
    socket.once(event, () => settle(() => resolve(socket)));
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}
