import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DesignPage } from "#components/design/design-page.tsx";
import { isDevelopment } from "#lib/env.ts";

export const metadata: Metadata = { title: "Design" };

/** Tokens and pieces, for those who build pages. */
export default function Design() {
  if (!isDevelopment()) notFound();
  return <DesignPage />;
}
