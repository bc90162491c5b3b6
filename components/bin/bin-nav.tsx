import { cx } from "#components/ui/cx.ts";

export type BinPage = "captures" | "rules" | "deliveries";

/** In their order; each lies at its `path` below the bin's. */
export const BIN_PAGES: readonly { page: BinPage; name: string; path: string }[] = [
  { page: "captures", name: "Captures", path: "" },
  { page: "rules", name: "Rules", path: "/rules" },
  { page: "deliveries", name: "Deliveries", path: "/deliveries" },
];

/** The three pages of a bin, each one step from the others. */
export function BinNav({ bin, current, className }: { bin: string; current: BinPage; className?: string }) {
  return (
    <nav aria-label="Pages of this bin" className={cx("flex shrink-0 items-center gap-0.5", className)}>
      {BIN_PAGES.map(({ page, name, path }) => (
        <a
          key={page}
          href={`/bins/${bin}${path}`}
          aria-current={page === current ? "page" : undefined}
          className="flex h-8 items-center rounded-md px-2.5 text-sm text-soft hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink max-md:h-10"
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
