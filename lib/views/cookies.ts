import { allValues, type Pairs, type ReadonlyPairs } from "#lib/http/pairs.ts";

/**
 * The cookies a message carries (RFC 6265 section 4.2.1), in order, repeats kept, values as they were sent: no decoding, quotes stay.
 * A piece without "=" is a value without a name, as browsers send it.
 */
export function cookiesOf(headers: ReadonlyPairs): Pairs {
  return allValues(headers, "cookie").flatMap((value) =>
    value
      .split(";")
      .map((piece) => piece.trim())
      .filter((piece) => piece !== "")
      .map((piece): [string, string] => {
        const equals = piece.indexOf("=");
        return equals < 0 ? ["", piece] : [piece.slice(0, equals).trim(), piece.slice(equals + 1).trim()];
      }),
  );
}
