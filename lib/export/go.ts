import { latin1Bytes, toBase64 } from "#lib/model/bytes.ts";
import { differences, encodedTarget } from "./differences.ts";
import { bodyText, byteLiteral } from "./literal.ts";
import { type ExportTarget, sendable } from "./message.ts";

const CLIENT = { name: "Go", repeats: "apart", names: "kept", keepsOrder: false, adds: [] } as const;

/** Go with net/http. Header names keep their case because the map is written directly, not through Set. */
export const go: ExportTarget = {
  name: "go",
  label: "Go",
  syntax: "go",
  write(message) {
    const what = sendable(message);
    const { target, notes } = encodedTarget(what.target);
    const units = (text: string) => byteLiteral(latin1Bytes(text));
    const isText = bodyText(what.body) !== null;
    const headers = new Map<string, string[]>();
    for (const [name, value] of what.headers) headers.set(name, [...(headers.get(name) ?? []), value]);
    // Without it Go adds its own; an empty one is not sent.
    if (!headers.has("User-Agent")) headers.set("User-Agent", [""]);
    const lines = [
      "package main",
      "",
      "import (",
      ...(isText ? [] : ['\t"bytes"', '\t"encoding/base64"']),
      '\t"fmt"',
      '\t"io"',
      '\t"net/http"',
      ...(isText ? ['\t"strings"'] : []),
      ")",
      "",
      "func main() {",
      ...(isText
        ? [`\tbody := strings.NewReader(${byteLiteral(what.body)})`]
        : [
            `\tdata, err := base64.StdEncoding.DecodeString("${toBase64(what.body)}")`,
            ...failed,
            "\tbody := bytes.NewReader(data)",
          ]),
      `\trequest, err := http.NewRequest(${units(what.method)}, ${units(what.origin + target)}, body)`,
      ...failed,
      "\trequest.Header = http.Header{",
      ...[...headers].map(([name, values]) => `\t\t${units(name)}: {${values.map(units).join(", ")}},`),
      "\t}",
      "\ttransport := &http.Transport{DisableCompression: true}",
      "\tresponse, err := transport.RoundTrip(request)",
      ...failed,
      "\tdefer response.Body.Close()",
      "\tanswer, err := io.ReadAll(response.Body)",
      ...failed,
      "\tfmt.Println(response.StatusCode, string(answer))",
      "}",
      "",
    ];
    return { text: lines.join("\n"), notes: [...what.notes, ...notes, ...differences(what, CLIENT)] };
  },
};

const failed = ["\tif err != nil {", "\t\tpanic(err)", "\t}"];
