import { decodeBytes } from "#lib/model/bytes.ts";
import { type DecodedBody, decodeBody } from "#lib/views/decode-body.ts";
import { renderView } from "#lib/views/registry.ts";
import type { AnswerMessage, BodySource, JobMessage, ViewAnswer, ViewJob } from "./views-job.ts";

/** Runs beside the page: a body that takes long to read never holds the page up, and can be given up on. */
self.addEventListener("message", (event: MessageEvent<JobMessage>) => {
  const { id, job } = event.data;
  run(job).then(
    (answer) => tell({ id, answer }),
    () => tell({ id, problem: "This body could not be rendered." }),
  );
});

function tell(message: AnswerMessage): void {
  self.postMessage(message);
}

async function run(job: ViewJob): Promise<ViewAnswer> {
  const sent = bytesOf(job.source);
  const decoded = job.decode ? await decode(sent, job) : { kind: "plain" as const };
  const bytes = decoded.kind === "decoded" ? new Uint8Array(decoded.bytes) : sent;
  const rendered = renderView({ bytes, contentType: job.contentType, charset: job.charset }, { view: job.view });
  return {
    rendered,
    bytes,
    layers: decoded.kind === "decoded" ? decoded.layers : [],
    decodeProblem: decoded.kind === "failed" ? decoded.reason : null,
  };
}

/** Here, or by the server where this browser has no brotli. */
async function decode(sent: Uint8Array, { contentEncoding, decodedHref }: ViewJob): Promise<DecodedBody> {
  const here = await decodeBody(sent, contentEncoding);
  if (here.kind !== "failed" || !here.isUnsupported || decodedHref === null) return here;
  const answer = await fetch(decodedHref).catch(() => null);
  if (!answer?.ok) return here;
  const layers = (contentEncoding ?? "").split(",").map((coding) => coding.trim());
  return { kind: "decoded", bytes: new Uint8Array(await answer.arrayBuffer()), layers: layers.reverse() };
}

function bytesOf(source: BodySource): Uint8Array<ArrayBuffer> {
  return source.encoding === "bytes"
    ? new Uint8Array(source.data)
    : decodeBytes({ encoding: source.encoding, data: source.data });
}
