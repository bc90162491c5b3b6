import { toBase64 } from "#lib/model/bytes.ts";
import { differences, dotSegmentNotes, encodedTarget } from "./differences.ts";
import { bodyText, unitLiteral } from "./literal.ts";
import { type ExportTarget, type Sendable, sendable } from "./message.ts";

const CLIENT = { name: "HttpClient", repeats: "joined", names: "kept", keepsOrder: false, adds: [] } as const;
/** Headers .NET keeps on the content instead of the message. */
const CONTENT_HEADERS =
  /^(?:allow|content-(?:disposition|encoding|language|location|md5|range|type)|expires|last-modified)$/i;

/** C# with HttpClient, .NET 6 or newer. */
export const csharp: ExportTarget = {
  name: "csharp",
  label: "C#",
  syntax: "csharp",
  write(message) {
    const what = sendable(message);
    const { target, notes } = encodedTarget(what.target);
    notes.push(...dotSegmentNotes(target));
    const onContent = what.headers.filter(([name]) => CONTENT_HEADERS.test(name));
    const onMessage = what.headers.filter(([name]) => !CONTENT_HEADERS.test(name));
    const add = (owner: string) => (pair: readonly [string, string]) =>
      `${owner}.TryAddWithoutValidation(${unitLiteral(pair[0])}, ${unitLiteral(pair[1])});`;
    const lines = [
      "using System.Net.Http;",
      "using System.Text;",
      "",
      "using var client = new HttpClient(new SocketsHttpHandler",
      "{",
      "    AllowAutoRedirect = false,",
      "    UseCookies = false,",
      "    RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,",
      "});",
      `using var request = new HttpRequestMessage(new HttpMethod(${unitLiteral(what.method)}), ${unitLiteral(what.origin + target)});`,
      ...onMessage.map(add("request.Headers")),
      ...(what.body.length > 0 || onContent.length > 0
        ? [`request.Content = new ByteArrayContent(${bytesOf(what)});`]
        : []),
      ...onContent.map(add("request.Content.Headers")),
      "using var response = await client.SendAsync(request);",
      'Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");',
      "",
    ];
    return { text: lines.join("\n"), notes: [...what.notes, ...notes, ...differences(what, CLIENT)] };
  },
};

function bytesOf({ body }: Sendable): string {
  const text = bodyText(body);
  if (text === null) return `Convert.FromBase64String("${toBase64(body)}")`;
  return `Encoding.UTF8.GetBytes(${unitLiteral(text)})`;
}
