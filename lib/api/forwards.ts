import type { z } from "zod";
import { deliveries } from "#lib/deliver/service.ts";
import { AppError, type FieldProblem } from "#lib/errors.ts";
import type { Condition } from "#lib/model/condition.ts";
import { type Forward, type forwardChangesSchema, MAX_FORWARDS, type newForwardSchema } from "#lib/model/forward.ts";
import { newUuid } from "#lib/model/ids.ts";
import { conditionProblems, patternProblems } from "#lib/reply/check-rules.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import { changeForward, createForward, deleteForward, findForward, type StoredForward } from "#lib/store/forwards.ts";
import { knownTarget } from "./targets.ts";

/** Forwards of a bin, as its owner manages them. */

type Wanted = z.output<typeof newForwardSchema>;
type Changes = z.output<typeof forwardChangesSchema>;

/** Throws `invalid_input`, or `conflict` when the bin has as many as it may. */
export async function addForward(bin: StoredBin, wanted: Wanted): Promise<Forward> {
  await check(bin, wanted);
  const { target: targetId, ...settings } = wanted;
  const made = await createForward({ ...settings, targetId, id: newUuid(), binNo: bin.no }, (one, others) => {
    if (others.length >= MAX_FORWARDS) {
      throw new AppError("conflict", `A bin has at most ${MAX_FORWARDS} forwards; delete one first`);
    }
    checkPatterns(one, others);
    checkAnswer(one, others);
  });
  await deliveries().forwardsChanged();
  return presentForward(made);
}

/** Throws `not_found` or `invalid_input`. */
export async function alterForward(bin: StoredBin, id: string, changes: Changes): Promise<Forward> {
  await forwardOf(bin, id);
  await check(bin, changes);
  const { target: targetId, ...settings } = changes;
  const changed = await changeForward(bin.no, id, { ...settings, targetId }, (one, others) => {
    // A bin that has more patterns than it may, from before there was a bound, can still be managed.
    if (changes.conditions) checkPatterns(one, others);
    checkAnswer(one, others);
  });
  if (!changed) throw noForward();
  await deliveries().forwardsChanged();
  return presentForward(changed);
}

export async function removeForward(bin: StoredBin, id: string): Promise<void> {
  if (!(await deleteForward(bin.no, id))) throw noForward();
  await deliveries().forwardsChanged();
}

/** Throws `not_found`. */
export async function forwardOf(bin: StoredBin, id: string): Promise<StoredForward> {
  const forward = await findForward(bin.no, id);
  if (!forward) throw noForward();
  return forward;
}

export function presentForward({ binNo: _, targetId, createdAt, ...forward }: StoredForward): Forward {
  return { ...forward, target: targetId, createdAt: createdAt.toISOString() };
}

async function check(
  bin: StoredBin,
  { target, conditions }: { target?: string | undefined; conditions?: Condition[] | undefined },
): Promise<void> {
  if (target !== undefined) await knownTarget(bin, target, "target");
  refuse(conditionProblems(conditions ?? [], "conditions"));
}

type Beside = Pick<StoredForward, "enabled" | "answerWithinMs" | "conditions">;

/** Throws `invalid_input` when this bin's other forwards leave no room for its patterns. */
function checkPatterns(wanted: Beside, others: readonly Beside[]): void {
  refuse(patternProblems([wanted, ...others], "conditions", "all forwards"));
}

/** Throws `invalid_input` when another forward answers already: a sender can be given one answer. */
function checkAnswer(wanted: Beside, others: readonly Beside[]): void {
  if (!wanted.enabled || wanted.answerWithinMs === null) return;
  if (others.every((other) => !other.enabled || other.answerWithinMs === null)) return;
  refuse([{ path: "answerWithinMs", message: "Another forward of this bin answers already" }]);
}

function refuse(problems: FieldProblem[]): void {
  if (problems.length === 0) return;
  const said = problems.map(({ path, message }) => `${path}: ${message}`).join("; ");
  throw new AppError("invalid_input", said, { problems });
}

function noForward(): AppError {
  return new AppError("not_found", "No such forward in this bin");
}
