import { toBase64 } from "#lib/model/bytes.ts";
import { differences, emptyQueryNotes, encodedTarget } from "./differences.ts";
import { bodyText, javaLiteral } from "./literal.ts";
import { type ExportTarget, type Sendable, sendable } from "./message.ts";

const CLIENT = {
  name: "Java's HttpClient",
  repeats: "apart",
  names: "kept",
  keepsOrder: false,
  adds: ["User-Agent"],
} as const;

/** Java 11 or newer with java.net.http, as a file `java Main.java` runs. */
export const java: ExportTarget = {
  name: "java",
  label: "Java",
  syntax: "java",
  write(message) {
    const what = sendable(message);
    const { target, notes } = encodedTarget(what.target);
    notes.push(...emptyQueryNotes(target), ...oddities(what));
    const lines = [
      "import java.net.URI;",
      "import java.net.http.HttpClient;",
      "import java.net.http.HttpRequest;",
      "import java.net.http.HttpResponse;",
      "import java.nio.charset.StandardCharsets;",
      "import java.util.Base64;",
      "",
      "class Main {",
      "  public static void main(String[] arguments) throws Exception {",
      "    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();",
      `    var request = HttpRequest.newBuilder(URI.create(${javaLiteral(what.origin + target)}))`,
      ...what.headers.map(([name, value]) => `        .header(${javaLiteral(name)}, ${javaLiteral(value)})`),
      `        .method(${javaLiteral(what.method)}, HttpRequest.BodyPublishers.${publisher(what)})`,
      "        .build();",
      "    var response = client.send(request, HttpResponse.BodyHandlers.ofString());",
      '    System.out.println(response.statusCode() + " " + response.body());',
      "  }",
      "}",
      "",
    ];
    return { text: lines.join("\n"), notes: [...what.notes, ...notes, ...differences(what, CLIENT)] };
  },
};

/** What java.net.http does to names and values, found by running it. */
function oddities({ headers }: Sendable): string[] {
  const notes: string[] = [];
  const exact = new Set(headers.map(([name]) => name));
  const lower = new Set(headers.map(([name]) => name.toLowerCase()));
  const cookies = headers.filter(([name]) => name.toLowerCase() === "cookie");
  if (cookies.length > 1) notes.push("Java joins repeated Cookie headers");
  if (lower.size < exact.size) notes.push("Java writes names that differ only in case all like the first");
  if (headers.some(([, value]) => /[^\0-\x7f]/.test(value))) notes.push("Java writes ? for header bytes above ASCII");
  return notes;
}

function publisher({ body }: Sendable): string {
  if (body.length === 0) return "noBody()";
  const text = bodyText(body);
  if (text === null) return `ofByteArray(Base64.getDecoder().decode(${javaLiteral(toBase64(body))}))`;
  return `ofString(${javaLiteral(text)}, StandardCharsets.UTF_8)`;
}
