import { latin1Bytes, toBase64 } from "#lib/model/bytes.ts";
import { differences } from "./differences.ts";
import { bodyText, byteLiteral } from "./literal.ts";
import { type ExportTarget, sendable } from "./message.ts";

const CLIENT = { name: "Ruby", repeats: "joined", names: "capitalised", keepsOrder: true, adds: [] } as const;

/** Ruby with Net::HTTP. "#" starts an interpolation inside double quotes. */
export const ruby: ExportTarget = {
  name: "ruby",
  label: "Ruby",
  syntax: "ruby",
  write(message) {
    const what = sendable(message);
    const units = (text: string) => byteLiteral(latin1Bytes(text), "#");
    const hasBody = what.body.length > 0;
    const hasType = what.headers.some(([name]) => name.toLowerCase() === "content-type");
    const notes = hasBody && !hasType ? ["Ruby adds Content-Type"] : [];
    const body = bodyText(what.body) === null ? `"${toBase64(what.body)}".unpack1("m")` : byteLiteral(what.body, "#");
    const lines = [
      'require "net/http"',
      "",
      `uri = URI(${units(what.origin)})`,
      `request = Net::HTTPGenericRequest.new(${units(what.method)}, ${hasBody}, ${what.method !== "HEAD"}, ${units(what.target)})`,
      '["Accept", "Accept-Encoding", "User-Agent"].each { |name| request.delete(name) }',
      ...what.headers.map(([name, value]) => `request.add_field(${units(name)}, ${units(value)})`),
      ...(hasBody ? [`request.body = ${body}`] : []),
      'response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == "https") do |http|',
      "  http.request(request)",
      "end",
      "puts response.code, response.body",
      "",
    ];
    return { text: lines.join("\n"), notes: [...what.notes, ...notes, ...differences(what, CLIENT)] };
  },
};
