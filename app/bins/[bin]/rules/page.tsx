import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { OwnerDoor } from "#components/bin/owner-door.tsx";
import { RulesPage } from "#components/rules/rules-page.tsx";
import { binWithRules } from "#lib/api/page-data.ts";
import { isBinId } from "#lib/model/bin.ts";

export const metadata: Metadata = { title: "Reply rules", robots: { index: false, follow: false } };

/** The reply rules of one bin. */
export default async function BinRulesPage({ params }: { params: Promise<{ bin: string }> }) {
  const { bin } = await params;
  if (!isBinId(bin)) notFound();
  const initial = await binWithRules(bin, (await headers()).get("cookie"));
  return (
    <OwnerDoor bin={bin}>
      {initial === null ? null : <RulesPage initialBin={initial.bin} initial={initial.rules} />}
    </OwnerDoor>
  );
}
