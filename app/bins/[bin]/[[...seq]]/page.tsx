import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { InspectorDoor } from "#components/inspector/inspector-door.tsx";
import { PREFERENCES_COOKIE, readPreferences } from "#components/inspector/preferences.ts";
import { binWithCaptures } from "#lib/api/page-data.ts";
import { isBinId } from "#lib/model/bin.ts";

type Params = { params: Promise<{ bin: string; seq?: string[] }> };

/** Read once for the page and its title. */
const read = cache(async (bin: string) => binWithCaptures(bin, (await headers()).get("cookie")));

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { bin } = await params;
  const known = isBinId(bin) ? await read(bin) : null;
  return { title: known === null ? "Bin" : known.bin.title || bin, robots: { index: false, follow: false } };
}

/** The inspector. `/bins/{bin}` and `/bins/{bin}/{seq}` are one page, so that choosing a capture never loads it anew. */
export default async function BinPage({ params }: Params) {
  const { bin, seq } = await params;
  if (!isBinId(bin) || (seq && (seq.length > 1 || !/^\d{1,15}$/.test(seq[0] ?? "")))) notFound();
  const initial = await read(bin);
  return (
    <InspectorDoor
      binId={bin}
      preferences={readPreferences((await cookies()).get(PREFERENCES_COOKIE)?.value)}
      seq={seq?.[0] === undefined ? null : Number(seq[0])}
      {...(initial !== null && { initial })}
    />
  );
}
