import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { OwnerDoor } from "#components/bin/owner-door.tsx";
import { DeliveriesPage } from "#components/deliveries/deliveries-page.tsx";
import { placeOf } from "#components/deliveries/place.ts";
import { binWithDeliveries } from "#lib/api/page-data.ts";
import { isBinId } from "#lib/model/bin.ts";

export const metadata: Metadata = { title: "Deliveries", robots: { index: false, follow: false } };

type BinDeliveriesPageProps = {
  params: Promise<{ bin: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Where a bin sends its captures: forwards, what waits, what was given up, targets. */
export default async function BinDeliveriesPage({ params, searchParams }: BinDeliveriesPageProps) {
  const { bin } = await params;
  if (!isBinId(bin)) notFound();
  const initial = await binWithDeliveries(bin, (await headers()).get("cookie"));
  const asked = Object.entries(await searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const start = placeOf(new URLSearchParams(asked).toString());
  return (
    <OwnerDoor bin={bin}>{initial === null ? null : <DeliveriesPage initial={initial} start={start} />}</OwnerDoor>
  );
}
