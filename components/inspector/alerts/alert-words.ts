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
  const title = `${count === 1 ? "New capture" : `${formatCount(count)} new captures`} in ${bin.name}`;
  if (!newest) return { title, body: "" };
  const what = `${newest.method.slice(0, 20)} ${shownTarget(bin.id, newest.target).slice(0, 80)}`;
  return { title, body: `${count === 1 ? "" : "The newest: "}${what}, ${sayReply(newest.replyStatus)}` };
}
