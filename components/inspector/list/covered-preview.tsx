"use client";
import { useEffect, useState } from "react";
import type { Summary } from "#lib/model/capture.ts";
import { oneLine } from "./one-line.ts";

type Cover = (text: string, contentType: string | null) => string;
let loaded: Record<"body" | "malformed", Cover> | null = null;

async function load() {
  const { coverBody, coverMalformed } = await import("#components/bin/cover-body.ts");
  loaded = { body: coverBody, malformed: coverMalformed };
  return loaded;
}

/** The preview of what has to be taken apart to find its secrets. Few captures need it, so it is fetched; until then nothing is shown. */
export function CoveredPreview({
  preview,
  kind,
  contentType,
}: Pick<Summary, "kind" | "contentType"> & { preview: string }) {
  const [covers, setCovers] = useState(loaded);
  useEffect(() => {
    // Without it the preview stays away: the row says all else.
    if (!covers) load().then(setCovers, () => undefined);
  }, [covers]);
  return covers ? oneLine(covers[kind === "malformed" ? "malformed" : "body"](preview, contentType)) : null;
}
