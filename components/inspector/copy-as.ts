import { captureUrl } from "#components/bin/address.ts";
import { copyText } from "#components/ui/copy-text.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import { sentenceOf } from "./session/use-session.ts";
import { wholeCapture } from "./session/whole-captures.ts";

/** A capture as a command or program on the clipboard. The writers are loaded when first needed. */
export async function copyAs(bin: { id: string; url: string }, seq: number, targetName: string): Promise<void> {
  const made = write(bin, seq, targetName);
  try {
    const isCopied = await copyText(made.then(({ text }) => text));
    const { label, notes } = await made;
    if (isCopied) showDone([`Copied as ${label}`, ...notes].join(". "));
    else showProblem("The browser did not allow copying.");
  } catch (error) {
    showProblem(`Not copied. ${sentenceOf(error)}`);
  }
}

async function write(bin: { id: string; url: string }, seq: number, targetName: string) {
  const [{ capture, body }, { EXPORT_TARGETS }] = await Promise.all([
    wholeCapture(bin.id, seq),
    import("#lib/export/targets.ts"),
  ]);
  const target = EXPORT_TARGETS.find(({ name }) => name === targetName);
  if (!target) throw new Error(`no target ${targetName}`);
  const { method, headers } = capture;
  const url = captureUrl(bin.url, capture.target);
  return { label: target.label, ...target.write({ method, headers, body, url }) };
}
