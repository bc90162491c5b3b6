import { firstValue } from "#lib/http/pairs.ts";
import { latin1Bytes, toBase64 } from "#lib/model/bytes.ts";
import { bodyText, byteLiteral } from "./literal.ts";
import { type ExportTarget, expectsBody, type Sendable, sendable } from "./message.ts";

/** PHP with its cURL extension, as exact as curl itself. "$" starts a variable inside double quotes. */
export const php: ExportTarget = {
  name: "php",
  label: "PHP",
  syntax: "php",
  write(message) {
    const what = sendable(message);
    const isHead = what.method === "HEAD" && what.body.length === 0;
    const lines = [
      "<?php",
      `$request = curl_init(${units(`${what.origin}/`)});`,
      "curl_setopt_array($request, [",
      isHead ? "    CURLOPT_NOBODY => true," : `    CURLOPT_CUSTOMREQUEST => ${units(what.method)},`,
      `    CURLOPT_REQUEST_TARGET => ${units(what.target)},`,
      "    CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,",
      "    CURLOPT_HTTPHEADER => [",
      ...headerLines(what).map((line) => `        ${units(line)},`),
      "    ],",
      ...(what.body.length > 0 || expectsBody(what.method)
        ? [`    CURLOPT_POSTFIELDS => ${bodyExpression(what)},`]
        : []),
      "    CURLOPT_RETURNTRANSFER => true,",
      "]);",
      "$answer = curl_exec($request);",
      'echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), " ", $answer, "\\n";',
      "",
    ];
    return { text: lines.join("\n"), notes: what.notes };
  },
};

function units(text: string): string {
  return byteLiteral(latin1Bytes(text), "$");
}

/** As for curl: "Name;" sends an empty header, "Name:" takes one away. */
function headerLines({ headers, body }: Sendable): string[] {
  const own = ["Accept", "Expect", ...(body.length > 0 ? ["Content-Type"] : [])];
  const unwanted = own.filter((name) => firstValue(headers, name) === undefined);
  return [
    ...headers.map(([name, value]) => (value === "" ? `${name};` : `${name}: ${value}`)),
    ...unwanted.map((name) => `${name}:`),
  ];
}

function bodyExpression({ body }: Sendable): string {
  return bodyText(body) === null ? `base64_decode("${toBase64(body)}")` : byteLiteral(body, "$");
}
