import { captureUrl } from "#components/bin/address.ts";
import { copyText } from "#components/ui/copy-text.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import { api } from "./session/api.ts";
import { sentenceOf } from "./session/use-session.ts";

/** A capture as a command or program on the clipboard. The writers are loaded when first needed. */
export async function copyAs(bin: { id: string; url: string }, seq: number, targetName: string): Promise<void> {
  try {
    const [capture, { EXPORT_TARGETS }, { decodeBytes }] = await Promise.all([
      api.getCapture(bin.id, seq),
      import("#lib/export/targets.ts"),
      import("#lib/model/bytes.ts"),
    ]);
    const target = EXPORT_TARGETS.find(({ name }) => name === targetName);
    if (!target) return;
    const isWhole = capture.body.shown >= capture.bodyBytes;
    const body = isWhole
      ? decodeBytes({ encoding: capture.body.encoding, data: capture.body.data })
      : await api.getBody(bin.id, seq);
    const { method, headers } = capture;
    const { text, notes } = target.write({ method, headers, body, url: captureUrl(bin.url, capture.target) });
    if (await copyText(text)) showDone([`Copied as ${target.label}`, ...notes].join(". "));
    else showProblem("The browser did not allow copying.");
  } catch (error) {
    showProblem(`Not copied. ${sentenceOf(error)}`);
  }
}
