import { captureUrl } from "#components/bin/address.ts";
import { copyText } from "#components/ui/copy-text.ts";
import { formatCount } from "#components/ui/format.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import type { HarReply } from "#lib/export/har.ts";
import type { Capture } from "#lib/model/capture.ts";
import { heardBody } from "./detail/heard-body.ts";
import { sentenceOf } from "./session/use-session.ts";
import { wholeCaptures } from "./session/whole-captures.ts";

/** More than anybody pastes, and more than a clipboard should hold. */
const MAX_COPIED = 200;

/** Captures as one archive or one script on the clipboard, the oldest first. */
export async function copyMany(
  bin: { id: string; url: string },
  seqs: Iterable<number>,
  as: "har" | "curl",
): Promise<void> {
  const wanted = [...seqs].sort((a, b) => a - b);
  if (wanted.length > MAX_COPIED) {
    showProblem(`At most ${MAX_COPIED} captures can be copied at once.`);
    return;
  }
  const made = write(bin, wanted, as);
  try {
    const isCopied = await copyText(made.then(({ text }) => text));
    const { written } = await made;
    const gone = wanted.length - written;
    const count = written === 1 ? "1 capture" : `${formatCount(written)} captures`;
    const missing = gone > 0 ? `; ${formatCount(gone)} no longer there` : "";
    if (isCopied) showDone(`Copied ${count} as ${as === "har" ? "HAR" : "curl"}${missing}`);
    else showProblem("The browser did not allow copying.");
  } catch (error) {
    showProblem(`Not copied. ${sentenceOf(error)}`);
  }
}

async function write(bin: { id: string; url: string }, seqs: readonly number[], as: "har" | "curl") {
  const [captures, { harText }, { curl }] = await Promise.all([
    wholeCaptures(bin.id, seqs),
    import("#lib/export/har.ts"),
    import("#lib/export/curl.ts"),
  ]);
  const messages = captures.map(({ capture, body }) => ({
    method: capture.method,
    headers: capture.headers,
    body,
    url: captureUrl(bin.url, capture.target),
    startedAt: capture.receivedAt,
    httpVersion: capture.httpVersion,
    reply: harReply(capture),
  }));
  const text =
    as === "har"
      ? harText(messages)
      : `${messages.map((message) => curl.write(message).text.trimEnd()).join("\n\n")}\n`;
  return { text, written: messages.length };
}

function harReply(capture: Capture): HarReply {
  const { status, headers, tookMs } = capture.reply;
  const heard = heardBody(capture);
  const empty = { data: new Uint8Array(0), bytes: 0 };
  const body =
    heard.kind === "kept" ? { data: heard.kept, bytes: heard.bytes } : heard.kind === "empty" ? empty : undefined;
  return { status, headers, tookMs, body };
}
