import type { ReactNode } from "react";
import { SiteHeader } from "./site-header.tsx";

/** A page for when there is nothing to show: what happened, and what to do now. */
export function Lost({
  code,
  title,
  children,
  actions,
}: {
  code: string;
  title: string;
  children: ReactNode;
  actions: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-lg flex-1 flex-col justify-center gap-4 px-5 pb-24">
        <p className="mono text-sm text-accent">{code}</p>
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <div className="text-soft">{children}</div>
        <div className="mt-2 flex gap-2">{actions}</div>
      </main>
    </div>
  );
}
