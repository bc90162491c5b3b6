import { answering, header, headerIs, method, type Preset, replyAction } from "./preset.ts";
import { HANDSHAKES } from "./presets-handshakes.ts";
import type { SimpleAction } from "./rule.ts";

/** Ready-made rules: what providers ask before they send, what browsers ask before they call, and what makes a sender try again. */
export const PRESETS: readonly Preset[] = [
  ...HANDSHAKES,
  {
    id: "cors-permissive",
    name: "CORS for everybody",
    group: "Browsers",
    says: "Pages of any origin may call this bin and read its answer, without credentials. Preflights are answered and kept.",
    docs: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
    inputs: [],
    rules: () => corsRules([], "*", []),
  },
  {
    id: "cors-exact",
    name: "CORS for one origin",
    group: "Browsers",
    says: "Pages of this origin alone may call this bin and read its answer. Preflights are answered and kept.",
    docs: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
    inputs: [{ name: "origin", label: "Origin", isSecret: false, example: "https://app.example" }],
    rules: ({ origin = "" }) => corsRules([headerIs("Origin", origin)], origin, [["Vary", "Origin"]]),
  },
  {
    id: "fail-twice",
    name: "Fail twice, then succeed",
    group: "Retries",
    says: "Each path answers 503 twice and 200 from then on: does the sender try again, and when?",
    docs: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4",
    inputs: [],
    rules: () => failTwice({ kind: "path" }),
  },
  {
    id: "fail-twice-each",
    name: "Fail twice for each delivery, then succeed",
    group: "Retries",
    says: "The same, counted for each value of a header that names the delivery.",
    docs: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4",
    inputs: [{ name: "header", label: "Header", isSecret: false, example: "X-GitHub-Delivery" }],
    rules: ({ header = "" }) => failTwice({ kind: "value", template: `{{headers.${header.trim()}}}` }),
  },
];

type Conditions = Parameters<typeof answering>[1];

function corsRules(from: Conditions, allowed: string, extra: [string, string][]) {
  return [
    answering("CORS preflight", [method("OPTIONS"), header("Access-Control-Request-Method"), ...from], {
      status: 204,
      type: null,
      headers: [
        ["Access-Control-Allow-Origin", allowed],
        ["Access-Control-Allow-Methods", "{{headers.access-control-request-method}}"],
        ["Access-Control-Allow-Headers", "{{headers.access-control-request-headers}}"],
        ["Access-Control-Max-Age", "0"],
        ...extra,
      ],
    }),
    answering("CORS answer", [header("Origin"), ...from], {
      headers: [["Access-Control-Allow-Origin", allowed], ["Access-Control-Expose-Headers", "*"], ...extra],
    }),
  ];
}

function failTwice(scope: { kind: "path" } | { kind: "value"; template: string }) {
  const fail: SimpleAction = { kind: "busy", status: 503, retryAfterSeconds: 1, asDate: false };
  const succeed = replyAction({ body: "ok\n" }) as SimpleAction;
  return [
    {
      name: "Fail twice, then succeed",
      enabled: true,
      conditions: [],
      action: {
        kind: "sequence" as const,
        steps: [
          { times: 2, action: fail },
          { times: 1, action: succeed },
        ],
        atEnd: "stay" as const,
        scope,
      },
    },
  ];
}
