import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { DeliveriesPage } from "#components/deliveries/deliveries-page.tsx";
import { BinGone } from "#components/inspector/bin-gone.tsx";
import { binWithDeliveries } from "#lib/api/page-data.ts";
import { isBinId } from "#lib/model/bin.ts";

export const metadata: Metadata = { title: "Deliveries", robots: { index: false, follow: false } };

/** Where a bin sends its captures: forwards, what waits, what was given up, targets. */
export default async function BinDeliveriesPage({ params }: { params: Promise<{ bin: string }> }) {
  const { bin } = await params;
  if (!isBinId(bin)) notFound();
  const initial = await binWithDeliveries(bin, (await headers()).get("cookie"));
  return initial === null ? <BinGone bin={bin} wasOpen={false} /> : <DeliveriesPage initial={initial} />;
}
