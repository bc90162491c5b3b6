import { latin1Bytes, toBase64, utf8OrNull } from "#lib/model/bytes.ts";
import { differences, dotSegmentNotes, encodedTarget, joinRepeats } from "./differences.ts";
import { type ExportTarget, type Sendable, sendable } from "./message.ts";

const CLIENT = {
  name: "PowerShell",
  repeats: "joined",
  names: "kept",
  keepsOrder: false,
  adds: ["User-Agent"],
} as const;

/** PowerShell 7 with Invoke-WebRequest. */
export const powershell: ExportTarget = {
  name: "powershell",
  label: "PowerShell",
  syntax: "powershell",
  write(message) {
    const what = sendable(message);
    const { target, notes } = encodedTarget(what.target);
    notes.push(...dotSegmentNotes(target));
    const headers = joinRepeats(what.headers);
    const hasType = headers.some(([name]) => name.toLowerCase() === "content-type");
    if (what.body.length > 0 && !hasType) notes.push("PowerShell adds Content-Type");
    const lines = [
      "$headers = @{",
      ...headers.map(([name, value]) => `    ${unitsText(name)} = ${unitsText(value)}`),
      "}",
      "$response = Invoke-WebRequest -SkipHeaderValidation -SkipHttpErrorCheck -MaximumRedirection 0 `",
      `    -CustomMethod ${unitsText(what.method)} \``,
      `    -Uri ${unitsText(what.origin + target)} \``,
      `    -Headers $headers${what.body.length > 0 ? " `" : ""}`,
      ...(what.body.length > 0 ? [`    -Body ${bodyExpression(what)}`] : []),
      "$response.StatusCode, $response.Content",
      "",
    ];
    return { text: lines.join("\n"), notes: [...what.notes, ...notes, ...differences(what, CLIENT)] };
  },
};

/**
 * Single quotes hold everything but single quotes, and PowerShell takes U+2018 to U+201B for those too: beyond plain ASCII the text
 * goes through base64.
 */
function unitsText(units: string): string {
  if (isPlain(units)) return `'${units.replaceAll("'", "''")}'`;
  return `([Text.Encoding]::Latin1.GetString([Convert]::FromBase64String('${toBase64(latin1Bytes(units))}')))`;
}

function bodyExpression({ body }: Sendable): string {
  const text = utf8OrNull(body);
  if (text !== null && isPlain(text)) return `([Text.Encoding]::UTF8.GetBytes('${text.replaceAll("'", "''")}'))`;
  return `([Convert]::FromBase64String('${toBase64(body)}'))`;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
