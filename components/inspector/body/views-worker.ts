import { TYPE_LANGUAGES } from "#lib/export/types/languages.ts";
import { utf8OrNull } from "#lib/model/bytes.ts";
import { type DecodedBody, decodeBody } from "#lib/views/decode-body.ts";
import { looksLikeText } from "#lib/views/decode-text.ts";
import { renderView } from "#lib/views/registry.ts";
import { buffersOf } from "./buffers-of.ts";
import {
  type AnswerMessage,
  bytesOf,
  type CompareJob,
  type JobMessage,
  type Jobs,
  type SentBody,
  type SentMessage,
  type TypesJob,
  type ViewAnswer,
  type ViewJob,
} from "./views-job.ts";

/** Runs beside the page: a body that takes long to read never holds the page up, and can be given up on. */
self.addEventListener("message", ({ data }: MessageEvent<JobMessage>) => {
  run(data).then(
    (answer) => tell({ id: data.id, answer }, isView(answer) ? buffersOf(answer) : []),
    () => tell({ id: data.id, problem: "This could not be read here." }),
  );
});

function tell(message: AnswerMessage, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}

function isView(answer: Jobs[keyof Jobs]["answer"]): answer is ViewAnswer {
  return typeof answer === "object" && "rendered" in answer;
}

function run(message: JobMessage): Promise<Jobs[keyof Jobs]["answer"]> {
  switch (message.kind) {
    case "view":
      return view(message.job);
    case "copy":
      return copy(message.job);
    case "compare":
      return compare(message.job);
    case "types":
      return types(message.job);
  }
}

async function view(job: ViewJob): Promise<ViewAnswer> {
  const sent = bytesOf(job.source);
  const decoded = job.decode ? await decode(sent, job) : { kind: "plain" as const };
  const bytes = decoded.kind === "decoded" ? new Uint8Array(decoded.bytes) : sent;
  const { charset } = job;
  const isEncoded = !job.decode || decoded.kind === "failed";
  // The Content-Type is that of what is inside. (Some name an encoding that is none, such as utf-8: their body reads as it is.)
  const contentType = isEncoded && !looksLikeText(bytes) ? null : job.contentType;
  // What the server decoded for this browser is the whole body.
  const isCut = decoded.kind === "decoded" ? decoded.isCut : job.isCut;
  const rendered = renderView({ bytes, contentType, charset, isCut }, { view: job.view });
  return {
    rendered,
    bytes,
    layers: decoded.kind === "decoded" ? decoded.layers : [],
    decodeProblem: decoded.kind === "failed" ? decoded.reason : null,
    isCut: decoded.kind === "decoded" && decoded.isCut,
  };
}

async function copy(job: ViewJob): Promise<string> {
  const { copyableText } = await import("#lib/views/copyable-text.ts");
  const { rendered, bytes } = await view(job);
  return copyableText(rendered.result, bytes);
}

async function compare({ before, after }: CompareJob) {
  const { compareCovered } = await import("./compare-covered.ts");
  const readable = async ({ body, ...message }: SentMessage) => ({ ...message, body: await readableBytes(body) });
  return compareCovered(await readable(before), await readable(after));
}

async function types({ bodies }: TypesJob) {
  const { typesFrom } = await import("#lib/export/types/types-from.ts");
  const samples: string[] = [];
  for (const body of bodies) samples.push(utf8OrNull(await readableBytes(body)) ?? "");
  const made = TYPE_LANGUAGES.map(({ id }) => [id, typesFrom(samples, id)]);
  return Object.fromEntries(made) as Jobs["types"]["answer"];
}

/** Without its content encodings; as it came when they cannot be undone. */
async function readableBytes(body: SentBody): Promise<Uint8Array> {
  const sent = bytesOf(body.source);
  const decoded = await decode(sent, body);
  return decoded.kind === "decoded" ? decoded.bytes : sent;
}

/** Here, or by the server where this browser has no brotli. */
async function decode(sent: Uint8Array, { contentEncoding, decodedHref }: SentBody): Promise<DecodedBody> {
  const here = await decodeBody(sent, contentEncoding);
  if (here.kind !== "failed" || !here.isUnsupported || decodedHref === null) return here;
  const answer = await fetch(decodedHref).catch(() => null);
  if (!answer) return here;
  if (!answer.ok) return { ...here, reason: (await whyNot(answer)) ?? here.reason };
  const layers = (contentEncoding ?? "").split(",").map((coding) => coding.trim());
  return { kind: "decoded", bytes: new Uint8Array(await answer.arrayBuffer()), layers: layers.reverse(), isCut: false };
}

/** What the server says of a body that it cannot decode either. */
async function whyNot(answer: Response): Promise<string | null> {
  const said: unknown = await answer.json().catch(() => null);
  const detail: unknown = typeof said === "object" && said !== null ? Reflect.get(said, "detail") : null;
  return typeof detail === "string" ? detail : null;
}
