import { mediaType } from "#lib/http/media-type.ts";
import { latin1Bytes, utf8OrNull } from "#lib/model/bytes.ts";
import { parseJson } from "./parse-json.ts";
import { childrenOf, keyOf, kindAt, type Tree, valueText } from "./tree.ts";
import type { FormField, View, ViewContext, ViewResult } from "./view.ts";

const TOKEN =
  /^\s*(?:Bearer\s+)?(eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*)?)\s*$/i;
const MAX_BYTES = 1024 * 1024;
const TIMES: Record<string, string> = { iat: "Issued at", nbf: "Not before", exp: "Expires", auth_time: "Signed in" };

/** A JSON Web Token (RFC 7519) taken apart. Whether it is genuine is not looked at, and the view says so. */
export const jwt: View = {
  name: "jwt",
  label: "JWT",
  priority({ bytes, contentType }) {
    if (/^application\/(jwt|jose|.*\+jwt)$/.test(mediaType(contentType))) return 95;
    return tokenIn(bytes) === null ? 0 : 78;
  },
  render({ bytes }, context) {
    const token = tokenIn(bytes);
    if (token === null) throw new Error("This is not three or five base64url parts joined by dots");
    const parts = token.split(".");
    const header = jsonSection(parts[0] ?? "", context);
    const warnings = ["The signature was not checked: anybody can write such a token"];
    const sections = [{ title: "Header", view: header }];
    if (parts.length === 5) {
      return { kind: "sections", sections, warnings: ["The content is encrypted: only the header can be read"] };
    }
    const payload = jsonSection(parts[1] ?? "", context);
    sections.push({ title: "Payload", view: payload });
    const fields = payload.kind === "tree" ? timesIn(payload.tree) : [];
    if (fields.length > 0) sections.push({ title: "Times", view: { kind: "pairs", fields, warnings: [] } });
    const signature = { name: "Signature, base64url", value: parts[2] ?? "", nested: null };
    sections.push({ title: "Signature", view: { kind: "pairs", fields: [signature], warnings: [] } });
    return { kind: "sections", sections, warnings };
  },
};

function tokenIn(bytes: Uint8Array): string | null {
  if (bytes.length > MAX_BYTES || bytes.length < 8) return null;
  const text = utf8OrNull(bytes);
  return text === null ? null : (TOKEN.exec(text)?.[1] ?? null);
}

function jsonSection(part: string, context: ViewContext): ViewResult {
  const bytes = fromBase64Url(part);
  const text = utf8OrNull(bytes);
  try {
    if (text !== null) return { kind: "tree", tree: parseJson(text, context.limits.maxNodes).tree, warnings: [] };
  } catch {
    // Not JSON: a token may carry anything (RFC 7515), shown as what it looks like.
  }
  return context.nested({ bytes, contentType: null }) ?? { kind: "hex", length: bytes.length, warnings: [] };
}

function fromBase64Url(part: string): Uint8Array {
  try {
    return latin1Bytes(atob(part.replaceAll("-", "+").replaceAll("_", "/")));
  } catch (cause) {
    throw new Error("A part is not base64url", { cause });
  }
}

/** The registered times as dates (RFC 7519 section 4.1); seconds since 1970. */
function timesIn(tree: Tree): FormField[] {
  if (tree.count === 0 || kindAt(tree, 0) !== "object") return [];
  const fields: FormField[] = [];
  for (const child of childrenOf(tree, 0, 0, 1000)) {
    const key = keyOf(tree, child) ?? "";
    const title = Object.hasOwn(TIMES, key) ? TIMES[key] : undefined;
    const date = new Date(Number(valueText(tree, child)) * 1000);
    if (title === undefined || kindAt(tree, child) !== "number" || Number.isNaN(date.getTime())) continue;
    fields.push({ name: `${title} (${key})`, value: date.toISOString(), nested: null });
  }
  return fields;
}
