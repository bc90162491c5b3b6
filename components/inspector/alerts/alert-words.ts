import { coverTarget } from "#components/bin/secret-names.ts";
import { sayReply } from "#components/bin/status-text.ts";
import { formatCount } from "#components/ui/format.ts";
import { shownTarget } from "#lib/http/target.ts";
import type { Summary } from "#lib/model/capture.ts";

/** What an alert says of `count` new captures, the newest of which is `newest` when it is known. `bin` is a name for people. */
export function alertWords(
  bin: { id: string; name: string },
  count: number,
  newest: Summary | null,
): { title: string; body: string } {
  const title = `${sayCount(count)} in ${bin.name}`;
  if (!newest) return { title, body: "" };
  return { title, body: `${count === 1 ? "" : "The newest: "}${sayCapture(bin.id, newest)}` };
}

/** The same in one sentence, for those who look at the bin and hear what it shows. */
export function spokenWords(bin: string, count: number, newest: Summary | null): string {
  if (!newest) return sayCount(count);
  return `${sayCount(count)}${count === 1 ? ": " : ", the newest "}${sayCapture(bin, newest)}`;
}

function sayCount(count: number): string {
  return count === 1 ? "New capture" : `${formatCount(count)} new captures`;
}

function sayCapture(bin: string, { method, target, replyStatus }: Summary): string {
  return `${method.slice(0, 20)} ${coverTarget(shownTarget(bin, target).slice(0, 80))}, ${sayReply(replyStatus)}`;
}
