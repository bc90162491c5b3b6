"use client";
import ListFilter from "lucide-react/icons/list-filter";
import { use, useLayoutEffect, useRef, useState } from "react";
import { Method } from "#components/bin/marks.tsx";
import { coverTarget } from "#components/bin/secret-names.ts";
import { SecretsContext } from "#components/bin/secrets-shown.tsx";
import { cutText } from "#components/ui/cut-text.ts";
import { cx } from "#components/ui/cx.ts";
import { formatCount } from "#components/ui/format.ts";
import { shownTarget } from "#lib/http/target.ts";
import type { Summary } from "#lib/model/capture.ts";
import type { FilterBy } from "../filter/filter-text.ts";
import { FilterByValue } from "./filter-by-value.tsx";

type RequestLineProps = {
  bin: string;
  summary: Summary;
  /** Shows only captures with this value. */
  onFilter: FilterBy;
  className?: string;
};

/** More than three lines of the widest window; the rest of 8 kB of query waits until it is asked for. */
const FOLD_AT = 1000;

/**
 * The method and the target: three lines of it, and when asked for all of it, in a box that leaves the message its room.
 */
export function RequestLine({ bin, summary, onFilter, className }: RequestLineProps) {
  const { method, target } = summary;
  const [whole, setWhole] = useState(false);
  const { box, isClamped } = useClamped(whole);
  const path = shownTarget(bin, target).replace(/\?.*$/s, "");
  const prefix = target.startsWith(`/${bin}`) ? bin.length + 1 : 0;
  const { areShown } = use(SecretsContext);
  const rest = areShown ? target.slice(prefix) : coverTarget(target.slice(prefix));
  return (
    <div className={cx("group/line min-w-0", className)}>
      <div className="flex items-start gap-1">
        {/* The padding leaves the focus on the method its room. */}
        <div
          ref={box}
          className={cx(
            "verbatim -mt-1 -ml-1 min-w-0 pt-1 pl-1 text-lg leading-7",
            whole ? "max-h-[min(14rem,30dvh)] overflow-y-auto" : "line-clamp-3",
          )}
        >
          <FilterByValue what={`method ${method}`} onClick={() => onFilter("method", method)}>
            <Method name={method} whole />
          </FilterByValue>{" "}
          <h2 className="inline font-medium">
            <span className="sr-only">{method} </span>
            <span className="text-faint">{target.slice(0, prefix)}</span>
            <wbr />
            {whole ? rest : cutText(rest, FOLD_AT)}
          </h2>
        </div>
        <button
          type="button"
          aria-label="Filter by this path"
          title="Filter by this path"
          onClick={() => onFilter("path", path)}
          className="mt-0.5 -mr-3 grid size-6 shrink-0 place-items-center rounded-sm text-faint opacity-0 group-hover/line:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100 pointer-coarse:-my-0.5 pointer-coarse:mr-0 pointer-coarse:size-8 pointer-coarse:opacity-100"
        >
          <ListFilter aria-hidden className="size-3.5" />
        </button>
      </div>
      {whole || isClamped || rest.length > FOLD_AT ? (
        <button
          type="button"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
          className="rounded-sm bg-hover px-1 text-xs leading-5 text-soft underline hover:text-ink"
        >
          {whole ? "Show less" : `Show all ${formatCount(target.length)} characters`}
        </button>
      ) : null}
    </div>
  );
}

/** Whether the box hides lines, which depends on its width. */
function useClamped(whole: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const [isClamped, setClamped] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || whole) return;
    const measure = () => setClamped(element.scrollHeight > element.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [whole]);
  return { box, isClamped };
}
