import Link from "next/link";
import { Logo } from "./logo.tsx";
import { ThemeMenu } from "./theme-menu.tsx";

export function SiteHeader() {
  return (
    <header className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between px-5">
      <Link href="/" prefetch={false} aria-label="Wirebin" className="rounded-md">
        <Logo />
      </Link>
      <ThemeMenu />
    </header>
  );
}
