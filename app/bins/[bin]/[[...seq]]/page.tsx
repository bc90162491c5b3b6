import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { InspectorDoor } from "#components/inspector/inspector-door.tsx";
import { PREFERENCES_COOKIE, readPreferences } from "#components/inspector/preferences.ts";
import { binWithCaptures } from "#lib/api/page-data.ts";
import { isBinId } from "#lib/model/bin.ts";

export const metadata: Metadata = { title: "Bin", robots: { index: false, follow: false } };

/** The inspector. `/bins/{bin}` and `/bins/{bin}/{seq}` are one page, so that choosing a capture never loads it anew. */
export default async function BinPage({ params }: { params: Promise<{ bin: string; seq?: string[] }> }) {
  const { bin, seq } = await params;
  if (!isBinId(bin) || (seq && (seq.length > 1 || !/^\d{1,15}$/.test(seq[0] ?? "")))) notFound();
  const initial = await binWithCaptures(bin, (await headers()).get("cookie"));
  return (
    <InspectorDoor
      binId={bin}
      preferences={readPreferences((await cookies()).get(PREFERENCES_COOKIE)?.value)}
      seq={seq?.[0] === undefined ? null : Number(seq[0])}
      {...(initial !== null && { initial })}
    />
  );
}
