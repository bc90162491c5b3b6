import type { Page } from "@playwright/test";
import type { Box } from "./picture.ts";

/** What is another in each run, as a regular expression, and what stands there instead: about as wide, for all screens the same. */
const CHANGING: readonly [string, string][] = [
  // Ids: a bin's, and those of captures, deliveries and so on.
  [String.raw`\b[a-z2-7]{20}\b`, "2qk7vbin4e3xsample5w"],
  [
    String.raw`\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b`,
    "01a0b1c2-d3e4-7f56-8a7b-9c0d1e2f3a4b",
  ],
  // The start of a digest: of a message that holds its bin's id.
  [String.raw`\b[0-9a-f]{12}(?=…|$)`, "86c5acfdafea"],
  // Ports.
  [String.raw`(localhost|127\.0\.0\.1)(:| port )\d{4,5}\b`, "$1$24400"],
  // Moments and how long ago they were.
  [String.raw`\b20\d\d-\d\d-\d\d(?=[ T]\d\d:)`, "2026-11-20"],
  [String.raw`\b\d\d:\d\d:\d\d\.\d{3}`, "14:03:22.123"],
  [String.raw`\b\d\d:\d\d:\d\d\b`, "14:03:22"],
  [String.raw`\b\w{3}, \d\d \w{3} 20\d\d\b`, "Fri, 20 Nov 2026"],
  [String.raw`\bjust now\b|\b\d+ (?:s|min) ago\b`, "5 s ago"],
  // How long something took.
  [String.raw`\b\d+ µs|\b\d+(?:\.\d)? ms\b|\b\d+\.\d\d s\b|(?<=\babout )\d+(?:\.\d)? s\b`, "12 ms"],
];

/** Drawn from times and addresses: the bars of the traffic, the line of a sender's attempts, a bin's address as a QR code. */
const DRAWN = "[role=slider] svg, svg[preserveAspectRatio=none], svg[role=img]";
/** An editor takes what changes in it for what somebody typed. */
const EDITORS = "[contenteditable]";

/** A page that says the same in each run. */
export type Still = { page: Page; again: () => Promise<void>; release: () => Promise<void> };

/**
 * Until it is released, what changes is replaced before it is painted, also when it changes once more. A field that React writes anew
 * tells nobody: for these, `again` before each picture. What React and the page itself know stays as it is.
 */
export async function holdStill(page: Page): Promise<Still> {
  const handle = await page.evaluateHandle(
    ({ changing, editors }) => {
      const patterns = changing.map(([pattern, text]) => [new RegExp(pattern, "g"), text] as const);
      const stillOf = (text: string) => patterns.reduce((at, [pattern, instead]) => at.replace(pattern, instead), text);
      const holds: (() => void)[] = [];
      const hold = <Key extends string>(owner: Record<Key, string>, key: Key) => {
        const was = owner[key];
        const now = stillOf(was);
        if (now === was) return;
        owner[key] = now;
        holds.push(() => {
          if (owner[key] === now) owner[key] = was;
        });
      };
      const holdTexts = (root: Node) => {
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node: Node | null = root; node; node = texts.nextNode())
          if (node instanceof Text && !node.parentElement?.closest(editors)) hold(node, "data");
      };
      const holdAll = () => {
        holdTexts(document.body);
        for (const input of document.querySelectorAll("input")) {
          hold(input, "placeholder");
          if (input.type === "text" || input.type === "url") hold(input, "value");
        }
      };
      const observer = new MutationObserver((changes) => {
        for (const { target } of changes) holdTexts(target);
      });
      holdAll();
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      const release = () => {
        observer.disconnect();
        for (const letGo of holds.reverse()) letGo();
      };
      return { holdAll, release };
    },
    { changing: CHANGING, editors: EDITORS },
  );
  return {
    page,
    again: () => handle.evaluate(({ holdAll }) => holdAll()),
    release: async () => {
      await handle.evaluate(({ release }) => release());
      await handle.dispose();
    },
  };
}

/** Where the page draws what is another picture in each run. */
export function changingBoxes(page: Page): Promise<Box[]> {
  return page.evaluate(
    (drawn) =>
      [...document.querySelectorAll(drawn)].map((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const [x, y] = [Math.floor(left), Math.floor(top)];
        return { x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y };
      }),
    DRAWN,
  );
}
