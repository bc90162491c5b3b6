import { sentUrl } from "#components/bin/address.ts";
import { action, type PaletteAction } from "#components/palette/palette-group.ts";
import { copyText } from "#components/ui/copy-text.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture } from "#lib/model/capture.ts";
import { cookiesOf } from "#lib/views/cookies.ts";

/** Each piece of a capture that can be copied. Copied, a piece is whole and uncovered. */
export function ofPieces(bin: Bin, capture: Capture): PaletteAction[] {
  const { method, target, headers, query, trailers, receivedAt, remoteIp, body, host } = capture;
  const cookies = cookiesOf(headers);
  return [
    one("the URL as it was sent", sentUrl(bin.url, { host, target })),
    one("method and target", `${method} ${target}`),
    ...ofPairs("all headers", headers, ": "),
    ...ofPairs("the query", query, "="),
    ...ofPairs("all cookies", cookies, "=", "; "),
    ...ofPairs("all trailers", trailers, ": "),
    one("the sender's address", remoteIp),
    one("the time, as ISO 8601", receivedAt),
    one("the time, in milliseconds since 1970", String(Date.parse(receivedAt))),
    one("the SHA-256", body.sha256),
  ];
}

function ofPairs(what: string, pairs: ReadonlyPairs, separator: string, between = "\n"): PaletteAction[] {
  if (pairs.length === 0) return [];
  return [one(what, pairs.map(([name, value]) => name + separator + value).join(between))];
}

function one(what: string, text: string): PaletteAction {
  return action(`Copy ${what}`, () => copy(what, text));
}

async function copy(what: string, text: string): Promise<void> {
  if (await copyText(text)) showDone(`Copied ${what}`);
  else showProblem("The browser did not allow copying.");
}
