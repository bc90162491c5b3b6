import { z } from "zod";
import { callerBin } from "#lib/api/caller.ts";
import { captureOf } from "#lib/api/captures.ts";
import { decodedBody } from "#lib/api/decoded-body.ts";
import { download } from "#lib/api/download.ts";
import { readQuery } from "#lib/api/input.ts";
import { only, route } from "#lib/api/respond.ts";
import { extensionOf } from "#lib/views/media-signatures.ts";

const querySchema = z.strictObject({ decoded: z.enum(["0", "1"]).default("0") });

/** The bytes as they came, or with their content encodings taken off. */
export const GET = route<{ bin: string; seq: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const { decoded } = readQuery(request, querySchema);
  const capture = await captureOf(bin, params.seq);
  const bytes = decoded === "1" ? await decodedBody(capture) : capture.body;
  return download(request, bytes, `${bin.id}-${capture.seq}.${extensionOf(bytes)}`);
});

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };
