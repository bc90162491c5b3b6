/** What `watchPage` has seen. */
export type Watched = {
  /** When the list was there and live, since the navigation. */
  liveAt: number | null;
  /** Each row whose path is /n/{number}/: when it came into the page, and when the frame with it had been drawn; since 1970. */
  rows: { number: number; addedAt: number; drawnAt: number }[];
  longTasks: number[];
};

declare global {
  interface Window {
    watched: Watched;
  }
}

/** Runs in the page, before anything of it: notes when things appear. */
export function watchPage(): void {
  const watched: Watched = { liveAt: null, rows: [], longTasks: [] };
  window.watched = watched;
  const now = () => performance.timeOrigin + performance.now();
  const drawn = new MessageChannel();
  const waiting: Watched["rows"] = [];
  drawn.port2.onmessage = () => {
    const at = now();
    for (const row of waiting.splice(0)) row.drawnAt = at;
  };
  const seen = new Set<number>();

  const look = (records: MutationRecord[]) => {
    if (watched.liveAt === null && document.querySelector("[aria-label='Connection: live']")) {
      watched.liveAt = performance.now();
    }
    for (const element of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(element instanceof Element) || element.getAttribute("role") !== "option") continue;
      const number = /\/n\/(\d+)\//.exec(element.textContent ?? "")?.[1];
      if (number === undefined || seen.has(Number(number))) continue;
      seen.add(Number(number));
      const row = { number: Number(number), addedAt: now(), drawnAt: Number.NaN };
      watched.rows.push(row);
      waiting.push(row);
    }
    // A message that is sent in the frame's callback comes after the frame was drawn.
    if (waiting.length > 0) requestAnimationFrame(() => drawn.port1.postMessage(null));
  };
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["aria-label"],
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
}
