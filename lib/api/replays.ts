import type { z } from "zod";
import { editedBody } from "#lib/deliver/prepare.ts";
import { deliveries } from "#lib/deliver/service.ts";
import { AppError } from "#lib/errors.ts";
import { newUuid } from "#lib/model/ids.ts";
import { MAX_REPLAY_SENDS, MAX_RUNNING_REPLAYS, type newReplaySchema, type Replay } from "#lib/model/replay.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import { cancelReplay, createReplay, deleteReplay, findReplay, wholeCaptures } from "#lib/store/replays.ts";
import { targetForUrl } from "#lib/store/targets.ts";
import { checkUrl, knownTarget } from "./targets.ts";

/** Replays of a bin, as its owner manages them. */

type Wanted = z.output<typeof newReplaySchema>;

/** Begins a replay. Throws `invalid_input`, `target_not_allowed`, or `conflict` when as many are under way as may be. */
export async function startReplay(bin: StoredBin, wanted: Wanted): Promise<Replay> {
  if (wanted.url !== undefined) checkUrl(wanted.url, "url");
  if (wanted.edits?.body) editedBody(wanted.edits.body);
  const saved = wanted.target === undefined ? null : await knownTarget(bin, wanted.target, "target");
  const seqs = await seqsOf(bin, wanted);
  const url = saved?.url ?? wanted.url ?? "";
  const { times, pace, retry, edits = null } = wanted;
  const targetId = saved?.id ?? (await targetForUrl(bin.no, url, newUuid));
  const planned = { id: newUuid(), binNo: bin.no, targetId, url, seqs, times, pace, retry, edits };
  const replay = await createReplay(planned, (running) => {
    if (running < MAX_RUNNING_REPLAYS) return;
    throw new AppError(
      "conflict",
      `${MAX_RUNNING_REPLAYS} replays of this bin are under way; wait for one or cancel it`,
    );
  });
  const service = deliveries();
  service.announce(bin.id, { replay: replay.id });
  service.wakeReplay(replay.id);
  return replay;
}

/** The captures in the order they are to be sent. */
async function seqsOf(bin: StoredBin, { captures, range, times }: Wanted): Promise<number[]> {
  if (captures) return captures;
  const { from, to } = range ?? { from: 1, to: bin.lastSeq };
  const most = Math.floor(MAX_REPLAY_SENDS / times);
  const seqs = await wholeCaptures(bin.no, from, to, most + 1);
  const refuse = (path: string, message: string) =>
    new AppError("invalid_input", message, { problems: [{ path, message }] });
  if (seqs.length === 0) throw refuse("range", "No capture that was kept whole is in this range");
  if (seqs.length > most) throw refuse("range", `A replay sends at most ${MAX_REPLAY_SENDS} requests`);
  return seqs;
}

/** Stops a replay; takes one that has ended away and gives null. Throws `not_found`. */
export async function endReplay(bin: StoredBin, id: string): Promise<Replay | null> {
  await replayOf(bin, id);
  if (await cancelReplay(bin.no, id)) {
    deliveries().announce(bin.id, { replay: id });
    return replayOf(bin, id);
  }
  await deleteReplay(bin.no, id);
  return null;
}

/** Throws `not_found`. */
export async function replayOf(bin: StoredBin, id: string): Promise<Replay> {
  const replay = await findReplay(bin.no, id);
  if (!replay) throw new AppError("not_found", "No such replay in this bin");
  return replay;
}
