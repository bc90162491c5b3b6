import { publicUrl } from "#lib/access/origin.ts";
import { received } from "#lib/capture/receiver.ts";
import { env } from "#lib/env.ts";
import { hashSecret, newBinId, newSecret } from "#lib/model/ids.ts";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import { samples } from "#lib/model/samples.ts";
import { createBin } from "#lib/store/bins.ts";
import { database } from "#lib/store/database.ts";
import { openJournal } from "#lib/store/open-journal.ts";

/** npm run db:seed: a bin to learn from. Its captures go the way of every arrival; they show at the next load of its page. */
const id = newBinId();
const key = newSecret();
const { KEEP_CAPTURES, KEEP_DAYS, KEEP_BYTES } = env();
await createBin({
  id,
  keyHash: hashSecret(key),
  title: "A bin to learn from",
  reply: DEFAULT_REPLY,
  keep: { captures: KEEP_CAPTURES, days: KEEP_DAYS, bytes: KEEP_BYTES },
});
for (const sample of samples()) {
  const rest = sample.path.split("?")[0] ?? "";
  await received({
    bin: id,
    rest,
    method: sample.method,
    target: `/${id}${sample.path}`,
    httpVersion: "1.1",
    headers: [
      ["Host", new URL(publicUrl()).host],
      ...sample.headers,
      ...(sample.body.length > 0 ? [["Content-Length", String(sample.body.length)] as [string, string]] : []),
    ],
    remoteIp: "127.0.0.1",
    beganAt: performance.now(),
    exact: true,
    contentLength: sample.body.length,
    readBody: (_limit, done) => done({ kind: "whole", bytes: sample.body, trailers: [] }),
  });
}
await openJournal().close();
await (await database()).close();
process.stdout.write(`A bin with ${samples().length} captures:\n\n  ${publicUrl()}/bins/${id}#key=${key}\n\n`);
