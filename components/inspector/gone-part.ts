import { lazyPart } from "#components/ui/lazy-part.tsx";

/** BinGone for a page that holds a bin and hardly ever loses it. */
export const GonePart = lazyPart(async () => (await import("./bin-gone.tsx")).BinGone, { name: "This page" });
