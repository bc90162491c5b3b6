import { toBase64 } from "#lib/model/bytes.ts";
import { bodyText, unitLiteral } from "./literal.ts";
import { type ExportTarget, sendable } from "./message.ts";

/** Node's undici: path, header case, order and repeats go out as they are given. */
export const undici: ExportTarget = {
  name: "undici",
  label: "Node (undici)",
  syntax: "javascript",
  write(message) {
    const what = sendable(message);
    const text = bodyText(what.body);
    const body = text === null ? `Buffer.from("${toBase64(what.body)}", "base64")` : unitLiteral(text);
    const lines = [
      'import { Client } from "undici";',
      "",
      `const client = new Client(${unitLiteral(what.origin)});`,
      "const { statusCode, body } = await client.request({",
      `  method: ${unitLiteral(what.method)},`,
      `  path: ${unitLiteral(what.target)},`,
      "  headers: [",
      ...what.headers.map(([name, value]) => `    ${unitLiteral(name)}, ${unitLiteral(value)},`),
      "  ],",
      ...(what.body.length > 0 ? [`  body: ${body},`] : []),
      "});",
      "console.log(statusCode, await body.text());",
      "await client.close();",
      "",
    ];
    return { text: lines.join("\n"), notes: what.notes };
  },
};
