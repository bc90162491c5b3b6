import { firstValue } from "#lib/http/pairs.ts";
import { toBase64 } from "#lib/model/bytes.ts";
import { differences, dotSegmentNotes, emptyQueryNotes, encodedTarget, joinRepeats } from "./differences.ts";
import { bodyText, pythonLiteral } from "./literal.ts";
import { type ExportTarget, sendable } from "./message.ts";

const CLIENT = { name: "requests", repeats: "joined", names: "kept", keepsOrder: false, adds: [] } as const;
/** None takes away a header requests or the library under it would add. */
const OWN_HEADERS = ["User-Agent", "Accept", "Accept-Encoding"];

/** Python with the requests library. */
export const python: ExportTarget = {
  name: "python",
  label: "Python (requests)",
  syntax: "python",
  write(message) {
    const what = sendable(message);
    const { target, notes } = encodedTarget(what.target);
    notes.push(...dotSegmentNotes(target), ...emptyQueryNotes(target));
    if (what.method !== what.method.toUpperCase()) notes.push(`requests writes ${what.method} in capitals`);
    const headers = joinRepeats(what.headers);
    const unset = OWN_HEADERS.filter((name) => firstValue(headers, name) === undefined);
    const text = bodyText(what.body);
    const body = text === null ? `base64.b64decode("${toBase64(what.body)}")` : `${pythonLiteral(text)}.encode()`;
    const lines = [
      ...(text === null ? ["import base64"] : []),
      "import requests",
      "from urllib3.util import SKIP_HEADER",
      "",
      "response = requests.request(",
      `    ${pythonLiteral(what.method)},`,
      `    ${pythonLiteral(what.origin + target)},`,
      "    headers={",
      ...headers.map(([name, value]) => `        ${pythonLiteral(name)}: ${pythonLiteral(value)}.encode("latin-1"),`),
      ...unset.map((name) => `        "${name}": ${name === "Accept" ? "None" : "SKIP_HEADER"},`),
      "    },",
      ...(what.body.length > 0 ? [`    data=${body},`] : []),
      "    allow_redirects=False,",
      ")",
      "print(response.status_code, response.text)",
      "",
    ];
    return { text: lines.join("\n"), notes: [...what.notes, ...notes, ...differences(what, CLIENT)] };
  },
};
