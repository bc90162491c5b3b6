import { sentUrl } from "#components/bin/address.ts";
import {
  type CoverValue,
  coverCookie,
  coverField,
  coverHeader,
  hasSecrets,
  withSecrets,
} from "#components/bin/cover-value.ts";
import { coverTarget } from "#components/bin/secret-names.ts";
import { action, type PaletteAction } from "#components/palette/palette-group.ts";
import { copyAnd } from "#components/ui/copy-and.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture } from "#lib/model/capture.ts";
import { cookiesOf } from "#lib/views/cookies.ts";

/** Each piece of a capture that can be copied. Copied, a piece is whole and uncovered. */
export function ofPieces(bin: Bin, capture: Capture): PaletteAction[] {
  const { method, target, headers, query, trailers, receivedAt, remoteIp, body, host } = capture;
  const cookies = cookiesOf(headers);
  const isCovered = coverTarget(target) !== target;
  return [
    one(withSecrets("the URL as it was sent", isCovered), sentUrl(bin.url, { host, target })),
    one(withSecrets("method and target", isCovered), `${method} ${target}`),
    ...ofPairs("all headers", headers, coverHeader, ": "),
    ...ofPairs("the query", query, coverField, "="),
    ...ofPairs("all cookies", cookies, coverCookie, "=", "; "),
    ...ofPairs("all trailers", trailers, coverHeader, ": "),
    one("the sender's address", remoteIp),
    one("the time, as ISO 8601", receivedAt),
    one("the time, in milliseconds since 1970", String(Date.parse(receivedAt))),
    one("the SHA-256", body.sha256),
  ];
}

function ofPairs(
  what: string,
  pairs: ReadonlyPairs,
  cover: CoverValue,
  separator: string,
  between = "\n",
): PaletteAction[] {
  if (pairs.length === 0) return [];
  return [
    one(
      withSecrets(what, hasSecrets(pairs, cover)),
      pairs.map(([name, value]) => name + separator + value).join(between),
    ),
  ];
}

function one(what: string, text: string): PaletteAction {
  return action(`Copy ${what}`, () => copyAnd(text, `Copied ${what}`));
}
