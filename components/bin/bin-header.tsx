import type { ReactNode } from "react";
import { PaletteButton } from "#components/palette/palette-button.tsx";
import { LogoMark } from "#components/site/logo.tsx";
import { ThemeMenu } from "#components/site/theme-menu.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Bin } from "#lib/model/bin.ts";
import { BinNav, type BinPage } from "./bin-nav.tsx";

/** Above a bin's pages of rules and deliveries: where am I, and what else has this bin. `children` stand at its end. */
export function BinHeader({ bin, current, children }: { bin: Bin; current: BinPage; children?: ReactNode }) {
  return (
    <header className="sticky top-0 z-20 flex shrink-0 flex-wrap items-center gap-x-2 border-b bg-surface px-3 py-2 md:h-bar md:flex-nowrap md:py-0">
      <Tooltip hint="All bins">
        <a
          href="/"
          aria-label="Wirebin: all bins"
          className="grid size-9 shrink-0 place-items-center rounded-md hover:bg-hover"
        >
          <LogoMark />
        </a>
      </Tooltip>
      <span aria-hidden className="text-line-strong">
        /
      </span>
      {/* On its right the room that the inspector's title has for its pencil, so that the pages' names stand where they stood. */}
      <span className="min-w-0 flex-1 truncate pr-6 pl-1.5 font-medium md:max-w-64 md:flex-none">
        {bin.title || bin.id}
      </span>
      <BinNav bin={bin.id} current={current} className="max-md:order-last max-md:-mb-1 max-md:w-full md:mr-auto" />
      {children}
      <PaletteButton of={{ bin, page: current }} />
      <ThemeMenu />
    </header>
  );
}
