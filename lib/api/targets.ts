import type { z } from "zod";
import { deliveries } from "#lib/deliver/service.ts";
import { egress } from "#lib/egress/open-egress.ts";
import { AppError, type FieldProblem } from "#lib/errors.ts";
import { newUuid } from "#lib/model/ids.ts";
import { MAX_TARGETS, type newTargetSchema, type Target, type targetChangesSchema } from "#lib/model/target.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import {
  changeTarget,
  closeCircuit,
  createTarget,
  deleteTarget,
  findTarget,
  type StoredHeader,
  type StoredTarget,
} from "#lib/store/targets.ts";

/** Targets of a bin, as its owner manages them. Secrets go in and never come out. */

type Wanted = z.output<typeof newTargetSchema>;
type Changes = z.output<typeof targetChangesSchema>;

/** Throws `invalid_input`, `target_not_allowed`, or `conflict` when the bin has as many as it may. */
export async function addTarget(bin: StoredBin, wanted: Wanted): Promise<Target> {
  checkUrl(wanted.url, "url");
  const headers = storedHeaders(wanted.headers, []);
  const made = await createTarget({ ...wanted, headers, id: newUuid(), binNo: bin.no }, (saved) => {
    if (saved < MAX_TARGETS) return;
    throw new AppError("conflict", `A bin has at most ${MAX_TARGETS} targets; delete one first`);
  });
  return presentTarget(made);
}

/** Throws `not_found`, `invalid_input` or `target_not_allowed`. */
export async function alterTarget(bin: StoredBin, id: string, changes: Changes): Promise<Target> {
  await targetOf(bin, id);
  if (changes.url !== undefined) checkUrl(changes.url, "url");
  const changed = await changeTarget(id, (before) => ({ ...changes, headers: changedHeaders(before, changes) }));
  if (!changed) throw noTarget();
  // What failed was the other address.
  if (changed.after.url !== changed.before.url) return resetCircuit(bin, id);
  const service = deliveries();
  service.announce(bin.id, { target: id });
  service.wakeTarget(id, bin.no);
  return presentTarget(changed.after);
}

function changedHeaders(before: StoredTarget, { url, headers }: Changes): StoredHeader[] | undefined {
  const moves = url !== undefined && new URL(url).origin !== new URL(before.url).origin;
  // Whoever may change a target may not read its secrets: sent to another server, they would be read there.
  const known = moves ? [] : before.headers;
  const wanted = headers ?? (moves ? withoutSecrets(before.headers) : undefined);
  return wanted && storedHeaders(wanted, known);
}

export async function removeTarget(bin: StoredBin, id: string): Promise<void> {
  await targetOf(bin, id);
  await deleteTarget(id);
}

/** Lets what waits go now, without waiting for the pause to end. */
export async function resetCircuit(bin: StoredBin, id: string): Promise<Target> {
  await targetOf(bin, id);
  await closeCircuit(id);
  const service = deliveries();
  service.announce(bin.id, { target: id });
  service.wakeTarget(id, bin.no);
  return presentTarget(await targetOf(bin, id));
}

/** Throws `not_found`. */
export async function targetOf(bin: StoredBin, id: string): Promise<StoredTarget> {
  const target = await findTarget(bin.no, id);
  if (!target) throw noTarget();
  return target;
}

/** The target that a field of a call names. Throws `invalid_input` for that field when there is none. */
export async function knownTarget(bin: StoredBin, id: string, path: string): Promise<StoredTarget> {
  const target = await findTarget(bin.no, id);
  if (target) return target;
  const message = "This bin has no such target";
  throw new AppError("invalid_input", message, { problems: [{ path, message }] });
}

/** Throws `invalid_input` or `target_not_allowed` for what can be told of a URL without asking anybody. */
export function checkUrl(url: string, path: string): void {
  const refusal = egress().check(url);
  if (!refusal) return;
  const code = refusal.code === "target_not_allowed" ? "target_not_allowed" : "invalid_input";
  throw new AppError(code, refusal.message, { problems: [{ path, message: refusal.message }] });
}

export function presentTarget({ id, name, url, headers, lane, createdAt }: StoredTarget): Target {
  return {
    ...{ id, name, url },
    headers: headers.map(({ name, value, secret }) => ({ name, value: secret ? null : value, secret })),
    concurrency: lane.concurrency,
    ratePerSecond: lane.ratePerSecond,
    circuit: {
      state: lane.openUntil === null ? "closed" : "open",
      failures: lane.failures,
      openUntil: lane.openUntil === null ? null : new Date(lane.openUntil).toISOString(),
    },
    createdAt: createdAt.toISOString(),
  };
}

type GivenHeader = { name: string; value?: string | undefined; secret: boolean };

/** A secret header without a value keeps the one it has. */
function storedHeaders(given: readonly GivenHeader[], known: readonly StoredHeader[]): StoredHeader[] {
  const problems: FieldProblem[] = [];
  const headers = given.map(({ name, value, secret }, index) => {
    const kept = known.find((one) => one.secret && one.name.toLowerCase() === name.toLowerCase())?.value;
    const used = value ?? (secret ? kept : undefined);
    if (used === undefined) {
      const message = secret
        ? "Give the secret value: the target has none of this name to keep"
        : "Give this header a value";
      problems.push({ path: `headers.${index}.value`, message });
    }
    return { name, value: used ?? "", secret };
  });
  if (problems.length > 0) throw new AppError("invalid_input", "Some headers need a value", { problems });
  return headers;
}

function withoutSecrets(headers: readonly StoredHeader[]): GivenHeader[] {
  return headers.map(({ name, value, secret }) => (secret ? { name, secret } : { name, value, secret }));
}

function noTarget(): AppError {
  return new AppError("not_found", "No such target in this bin");
}
