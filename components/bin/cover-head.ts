import { coverHeader } from "./cover-value.ts";
import { isSecretHeader, maskSecret } from "./secret-headers.ts";
import { coverTarget } from "./secret-names.ts";

/** The head of a message, maybe a malformed one, with its secrets covered: values of header fields, and of the target's query. */
export function coverHead(head: string): string {
  let isInSecret = false;
  return head
    .split(/(?<=\n)/)
    .map((line, index) => {
      const [, text = "", end = ""] = /^(.*?)(\r?\n)?$/s.exec(line) ?? [];
      // A value folded over several lines (RFC 9112 section 5.2).
      const fold = /^[ \t]+(?=\S)/.exec(text)?.[0];
      if (fold !== undefined && index > 0) return (isInSecret ? fold + maskSecret("") : text) + end;
      const [, name = "", between = "", value = ""] = /^([^\s:]+)(\s*:[ \t]*)(\S.*)$/s.exec(text) ?? [];
      isInSecret = isSecretHeader(name);
      const covered = coverHeader(name, value);
      if (covered !== value) return name + between + covered + end;
      return (index === 0 ? coverRequestLine(text) : text) + end;
    })
    .join("");
}

function coverRequestLine(line: string): string {
  const [, target = line, version = ""] = /^(.*?)( HTTP\/[\d.]+)?$/s.exec(line) ?? [];
  return coverTarget(target) + version;
}
