import type { Page } from "@playwright/test";

/** What captured text managed to do that text cannot: empty as long as all is well. */
export type Canary = { seen: () => Promise<string[]> };

/**
 * Watches a page from before its first script on: a mark set by something that ran, a dialog, a window, a request to elsewhere, leaving
 * the page, another title, and everything that the Content-Security-Policy had to stop.
 */
export async function watchCanary(page: Page, origin: string): Promise<Canary> {
  const seen: string[] = [];
  await page.exposeFunction("__canarySaw", (what: string) => void seen.push(what));
  await page.addInitScript(() => {
    const tell = (what: string) => (Reflect.get(window, "__canarySaw") as (what: string) => void)(what);
    Object.defineProperty(window, "__pwned", { set: () => tell("something ran") });
    new MutationObserver(() => document.title === "pwned" && tell("another title")).observe(document, {
      ...{ subtree: true, childList: true, characterData: true },
    });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      tell(`the policy stopped ${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  page.on("dialog", (dialog) => {
    seen.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => void seen.push(`a window: ${popup.url()}`));
  page.on("framenavigated", (frame) => {
    if (frame.url() !== "about:blank" && new URL(frame.url()).origin !== origin)
      seen.push(`went to ${frame.url().slice(0, 200)}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["blob:", "data:"].includes(url.protocol)) seen.push(`asked for ${request.url()}`);
  });
  return {
    seen: async () => {
      // What was started has had its turn when this comes back.
      await page.evaluate(() => new Promise((done) => setTimeout(done)));
      return seen;
    },
  };
}
