import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

/** The way home, and what else a page wants at its top. */
export function SiteHeader({ children }: { children?: ReactNode }) {
  return (
    <header className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between px-5">
      <a href="/" aria-label="Wirebin" className="rounded-md">
        <Logo />
      </a>
      {children}
    </header>
  );
}
