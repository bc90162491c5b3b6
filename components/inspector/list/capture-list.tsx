"use client";
import ArrowUp from "lucide-react/icons/arrow-up";
import { type Dispatch, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react";
import { cx } from "#components/ui/cx.ts";
import { formatCount } from "#components/ui/format.ts";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { PageAsk, Session, SessionEvent } from "../session/session.ts";
import { usePreferences } from "../use-preferences.ts";
import { CaptureRow, rowId } from "./capture-row.tsx";
import { DayBar } from "./day-bar.tsx";
import { rowAt } from "./step.ts";
import { useCaptureWindow } from "./use-capture-window.ts";
import { useEdges } from "./use-edges.ts";
import { useFreshness } from "./use-freshness.ts";
import { useOrigin } from "./use-origin.ts";
import { useWatching } from "./use-watching.ts";

export const ROW_HEIGHTS = { comfortable: 54, compact: 31 } as const;

const ENDS: Record<string, "newest" | "oldest"> = { Home: "newest", End: "oldest" };

export type CaptureListProps = {
  bin: string;
  session: Session;
  dispatch: Dispatch<SessionEvent>;
  /** At the top, the newest stay on screen as they arrive. */
  growing: boolean;
  /** It has all of the bin, not only what a filter finds. */
  isWhole: boolean;
  /** The reader wants to see this capture. */
  onOpen: (seq: number) => void;
  /** The list is on screen (on a phone the detail may cover it). */
  visible: boolean;
  chosen: ReadonlySet<number> | null;
  onChoose: (seq: number, range: boolean) => void;
  onChooseAll: () => void;
  /** Stands in the list's place when it has no rows. */
  empty?: ReactNode;
};

/** Every capture of the bin, newest first, of which only what is on screen is in the page. */
export function CaptureList(props: CaptureListProps) {
  const { bin, session, dispatch, growing, isWhole, onOpen, visible, chosen, onChoose, onChooseAll, empty } = props;
  const { density, columns } = usePreferences();
  const rowHeight = ROW_HEIGHTS[density];
  const scroller = useRef<HTMLDivElement>(null);
  const list = useCaptureWindow({ session, dispatch, scroller, rowHeight, growing });
  const { window: held, selected, unread, follow, pageProblem, known } = session;
  const { uppermost } = list;
  const lookUp = useWatching({ isGrowing: list.atTop && growing, isVisible: visible, session, dispatch, uppermost });
  const drawn = Array.from({ length: list.last - list.first + 1 }, (_, index) => list.first + index);
  const isFresh = useFreshness(known, held.rows[Math.max(0, list.first - held.newer)]?.seq);
  const edges = useEdges(session);
  const origin = useOrigin(held, list.first);

  const { scrollTo, scrollToTop } = list;
  const { rests } = session;
  const noticeScroll = () => {
    const toTop = (scroller.current?.scrollTop ?? 0) < 2;
    if (toTop ? rests : follow) dispatch({ kind: "scrolled", toTop });
  };
  const notice = useRef(noticeScroll);
  notice.current = noticeScroll;
  const isFirst = useRef(true);
  // Before the browser paints, as the holding still is that it overrules.
  useLayoutEffect(() => {
    const wasFirst = isFirst.current;
    isFirst.current = false;
    // Hidden behind the detail, as on a phone, it cannot be scrolled: it is when it shows again.
    if (!visible) return;
    // What was scrolled before the page's script was there stays where it is.
    if (follow && wasFirst) notice.current();
    else if (follow) scrollToTop();
    else if (selected !== null && !rests) scrollTo(selected);
  }, [visible, follow, rests, selected, scrollTo, scrollToTop]);
  const onScroll = () => {
    list.onScroll();
    noticeScroll();
    lookUp();
  };

  const move = (event: KeyboardEvent) => {
    const { rows } = held;
    if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      onChooseAll();
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || rows.length === 0) return;
    event.preventDefault();
    const to = ENDS[event.key];
    if (to && isWhole && !event.shiftKey) {
      dispatch({ kind: "go", to });
      return;
    }
    const target = rowAt(rows, selected, step);
    if (!target) return;
    if (event.shiftKey) {
      if (chosen === null && selected !== null) onChoose(selected, false);
      onChoose(target.seq, true);
    }
    dispatch({ kind: "select", seq: target.seq });
  };

  const isDrawn = drawn.some((index) => held.rows[index - held.newer]?.seq === selected);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {unread > 0 ? (
        <button
          type="button"
          onClick={() => dispatch({ kind: "follow", on: true })}
          className="absolute top-0 left-1/2 z-10 inline-flex h-6 -translate-x-1/2 items-center gap-1.5 rounded-full bg-ink px-3 text-xs font-medium text-on-ink shadow-high hover:bg-ink-hover pointer-coarse:h-9 pointer-coarse:px-3.5 pointer-coarse:text-sm"
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {formatCount(unread)} new
        </button>
      ) : null}
      {list.total === 0 ? null : <DayBar at={list.top?.receivedAt} />}
      {/* The rows would cover an outline of what holds them: it lies over them. */}
      <div className="relative flex min-h-0 flex-1 flex-col after:pointer-events-none after:absolute after:inset-0 after:-outline-offset-2 after:outline-focus has-focus-visible:after:outline-2">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it has a role in each case */}
        {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name */}
        <div
          ref={scroller}
          onScroll={onScroll}
          onKeyDown={move}
          // Without options it is no list box, only the place where one will be.
          role={list.total === 0 ? "group" : "listbox"}
          tabIndex={0}
          aria-label="Captures"
          aria-multiselectable={(chosen !== null && list.total > 0) || undefined}
          aria-busy={session.page !== null}
          aria-activedescendant={isDrawn && selected !== null ? rowId(selected) : undefined}
          className="@container min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none [overflow-anchor:none]"
        >
          {list.total === 0 ? empty : null}
          <div role="presentation" className="relative" style={{ height: list.total * rowHeight }}>
            <div
              role="presentation"
              className="absolute inset-x-0 top-0 h-0"
              style={{ transform: `translateY(${origin * rowHeight}px)` }}
            >
              {drawn.map((index) => {
                const capture = held.rows[index - held.newer];
                if (!capture)
                  return (
                    <Placeholder
                      key={`at-${index}`}
                      top={(index - origin) * rowHeight}
                      height={rowHeight}
                      compact={density === "compact"}
                    />
                  );
                return (
                  <CaptureRow
                    key={capture.seq}
                    bin={bin}
                    capture={capture}
                    selected={capture.seq === selected}
                    top={(index - origin) * rowHeight}
                    height={rowHeight}
                    density={density}
                    columns={columns}
                    position={index + 1}
                    total={list.total}
                    edge={edges(index - held.newer)}
                    isFresh={isFresh}
                    onOpen={onOpen}
                    chosen={chosen === null ? null : chosen.has(capture.seq)}
                    onChoose={onChoose}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {pageProblem !== null && known !== null ? (
        <div className="border-t bg-surface">
          <Problem
            title={`${whichOf(pageProblem.ask)} captures could not be loaded`}
            onRetry={() => dispatch({ kind: "want", ask: pageProblem.ask })}
          >
            {pageProblem.says}
          </Problem>
        </div>
      ) : null}
    </div>
  );
}

/** Where the reader wanted to go, since they are still elsewhere. */
function whichOf(ask: PageAsk): string {
  if (!("isGoal" in ask)) return "More";
  return ask.kind === "oldest" ? "The oldest" : "The newest";
}

function Placeholder({ top, height, compact }: { top: number; height: number; compact: boolean }) {
  return (
    <div
      aria-hidden
      style={{ height, top }}
      className={cx(
        "absolute inset-x-0 flex border-b px-4",
        compact ? "items-center gap-3" : "flex-col justify-center gap-2",
      )}
    >
      <Skeleton className={compact ? "h-3 w-10" : "h-3 w-2/3"} />
      <Skeleton className={compact ? "h-3 w-1/2" : "h-2.5 w-1/3"} />
    </div>
  );
}
