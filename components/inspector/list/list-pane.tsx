"use client";
import type { RefObject } from "react";
import { cx } from "#components/ui/cx.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Problem } from "#components/ui/problem.tsx";
import type { Bin } from "#lib/model/bin.ts";
import { copyMany } from "../copy-many.ts";
import { FilterBox } from "../filter/filter-box.tsx";
import type { ListedCaptures } from "../filter/use-list-filter.ts";
import type { InspectorWindow } from "../inspector-windows.tsx";
import type { SessionHandle } from "../session/use-session.ts";
import { totalOf } from "../session/window.ts";
import { TrafficPlace } from "../traffic/traffic-place.tsx";
import type { Choosing } from "../use-choosing.ts";
import { usePreferences } from "../use-preferences.ts";
import { CaptureList } from "./capture-list.tsx";
import { ListHeader } from "./list-header.tsx";
import { ListLoading } from "./list-loading.tsx";

const ChosenBar = lazyPart(async () => (await import("./chosen-bar.tsx")).ChosenBar, { name: "What can be done" });

const NothingFits = lazyPart(async () => (await import("../filter/nothing-fits.tsx")).NothingFits, {
  name: "What the filter says",
});

export type ListPaneProps = {
  binId: string;
  bin: Bin | null;
  handle: Pick<SessionHandle, "session" | "dispatch" | "onEvent">;
  listed: ListedCaptures;
  choosing: Choosing;
  /** The filter's text field. */
  field: RefObject<HTMLInputElement | null>;
  /** On a phone the detail may stand in its place. */
  covered: boolean;
  onOpenCapture: (seq: number) => void;
  /** A window for the captures that are chosen. */
  onOpenWithChosen: (which: InspectorWindow) => void;
};

/** The list with everything above and below it. */
export function ListPane(props: ListPaneProps) {
  const { binId, bin, handle, listed, choosing, field, covered, onOpenCapture, onOpenWithChosen } = props;
  const { session, dispatch } = handle;
  const { listWidth } = usePreferences();
  const { chosen } = choosing;
  return (
    <div
      style={{ "--list-width": `${listWidth}px` }}
      className={cx(
        "flex min-h-0 w-full min-w-0 flex-col bg-surface md:w-(--list-width) md:max-w-[60vw] md:shrink-0",
        covered && "max-md:hidden",
      )}
    >
      <ListHeader
        total={totalOf(session.window)}
        found={listed.isFiltered ? { count: listed.session.window.rows.length, isAll: !listed.isLooking } : null}
        follow={session.follow}
        onFollow={(on) => dispatch({ kind: "follow", on })}
        choosing={chosen !== null}
        onChoose={chosen ? choosing.stop : choosing.none}
      />
      <TrafficPlace
        bin={binId}
        onEvent={handle.onEvent}
        text={listed.text}
        onChange={listed.setText}
        filter={listed.filter}
      />
      <FilterBox text={listed.text} onChange={listed.setText} onLeave={focusList} field={field} />
      {session.known === null ? (
        <NotYet
          problem={session.pageProblem?.says ?? null}
          onRetry={() => dispatch({ kind: "want", ask: { kind: "newest" } })}
        />
      ) : (
        <CaptureList
          bin={binId}
          session={listed.session}
          growing={listed.isGrowing}
          isWhole={!listed.isFiltered}
          dispatch={listed.dispatch}
          onOpen={onOpenCapture}
          visible={!covered || !isNarrow()}
          chosen={chosen}
          onChoose={choosing.toggle}
          onChooseAll={choosing.all}
          empty={
            listed.isFiltered ? (
              <NothingFits byWords={listed.filter?.text !== undefined} onClear={() => listed.setText("")} />
            ) : null
          }
        />
      )}
      {chosen ? (
        <ChosenBar
          count={chosen.size}
          onAll={choosing.all}
          onCopy={(as) => void (bin && copyMany(bin, chosen, as))}
          onTypes={() => onOpenWithChosen("types")}
          onCompare={() => onOpenWithChosen("compare")}
          onResend={() => onOpenWithChosen("resend-chosen")}
          onDelete={() => onOpenWithChosen("delete-chosen")}
          onStop={choosing.stop}
        />
      ) : null}
    </div>
  );
}

function NotYet({ problem, onRetry }: { problem: string | null; onRetry: () => void }) {
  if (problem === null) return <ListLoading />;
  return (
    <Problem title="The captures could not be loaded" onRetry={onRetry}>
      {problem}
    </Problem>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>("[role=listbox]")?.focus();
}

function isNarrow(): boolean {
  return typeof window !== "undefined" && window.matchMedia("(width < 48rem)").matches;
}
