"use client";
import { useCallback, useRef, useState } from "react";
import type { Bin } from "#lib/model/bin.ts";
import { useAlerts } from "./alerts/use-alerts.ts";
import { Announcer } from "./announcer.tsx";
import { copyOwnerLink } from "./copy-links.ts";
import { DetailPane } from "./detail/detail-pane.tsx";
import { EmptyBin } from "./empty-bin.tsx";
import { type FilterBy, withTerm, withWords } from "./filter/filter-text.ts";
import { useListFilter } from "./filter/use-list-filter.ts";
import { GonePart } from "./gone-part.ts";
import { type InspectorWindow, InspectorWindows } from "./inspector-windows.tsx";
import { ListPane } from "./list/list-pane.tsx";
import { neighbourOf } from "./list/step.ts";
import { totalHeld } from "./session/state.ts";
import { type InitialData, useSession } from "./session/use-session.ts";
import { Splitter } from "./splitter.tsx";
import { TopBar } from "./top/top-bar.tsx";
import { useChoosing } from "./use-choosing.ts";
import { useInspectorShortcuts } from "./use-inspector-shortcuts.ts";
import { useMarks } from "./use-marks.ts";
import { useNoteDrafts } from "./use-note-drafts.ts";
import { usePageTitle } from "./use-page-title.ts";
import { usePlace } from "./use-place.ts";
import { useSendTest } from "./use-send-test.ts";
import { useShown } from "./use-shown.ts";
import { useUndoDelete } from "./use-undo-delete.ts";
import { useWarmUp } from "./use-warm-up.ts";

export type InspectorProps = {
  binId: string;
  /** The capture named in the address. */
  seq: number | null;
  /** What the server knew when it made the page; without it the page asks. */
  initial?: InitialData | undefined;
};

/** One bin, live: its list, one capture in full, and everything that can be done with them. */
export function Inspector({ binId, seq, initial }: InspectorProps) {
  const handle = useSession(binId, { initial, selected: seq });
  const { session, dispatch } = handle;
  const { bin, selected, follow, known, gone } = session;
  const listed = useListFilter(handle);
  const { dispatch: choose } = listed;
  const { rows } = listed.session.window;
  const field = useRef<HTMLInputElement>(null);
  const choosing = useChoosing(rows, session.deleted);
  const onMark = useMarks(binId, dispatch);
  const [many, setMany] = useState<readonly number[]>([]);
  const [open, setOpen] = useState<InspectorWindow | null>(null);
  const [pane, setPane] = usePlace({
    ...{ binId, selected, follow: listed.follows, dispatch },
    ...{ filter: listed.settled, onFilter: listed.setText },
  });
  const test = useSendTest(bin);
  const deleteOne = useUndoDelete(binId, rows, dispatch);
  useWarmUp();
  usePageTitle(bin?.title || binId, listed.session.unread);
  useAlerts(binId, session, () => dispatch({ kind: "follow", on: true }));

  const shown = useShown(binId, handle, rows);
  const { summary } = shown;
  const notes = useNoteDrafts(summary, session.deleted);
  const capture = shown.loaded.kind === "ready" ? shown.loaded.capture : null;
  const total = totalHeld(session);

  const onBinChanged = useCallback((changed: Bin) => dispatch({ kind: "bin", bin: changed }), [dispatch]);
  const openCapture = useCallback(
    (chosen: number) => {
      choose({ kind: "select", seq: chosen });
      setPane("detail");
    },
    [choose, setPane],
  );
  const openWith = (which: InspectorWindow, seqs: Iterable<number>) => {
    setMany([...seqs]);
    setOpen(which);
  };
  /** What somebody begins to work on stays: arrivals no longer take its place. */
  const stay = () => summary !== null && choose({ kind: "select", seq: summary.seq });
  const openOnShown = (which: InspectorWindow) => {
    if (summary === null) return;
    stay();
    openWith(which, [summary.seq]);
  };
  const startNote = () => {
    stay();
    notes.begin();
  };
  const openWithChosen = (which: InspectorWindow) => openWith(which, choosing.chosen ?? []);
  const filter = useRef(listed);
  filter.current = listed;
  // The same one always: a new one would draw every row of a tree anew for every arrival.
  const filterBy = useCallback<FilterBy>(
    (term, value) => {
      const { text, setText } = filter.current;
      setText(term === "words" ? withWords(text, value) : withTerm(text, term, value));
      setPane("list");
    },
    [setPane],
  );
  const actions = useInspectorShortcuts({
    ...{ bin, handle, listed, choosing, summary, isLoaded: capture !== null, field },
    ...{ setPane, open, setOpen, openOnShown, openWithChosen, startNote, sendTest: test.send, deleteOne, onMark },
  });

  if (gone) return <GonePart bin={binId} wasOpen={known !== null} />;

  const isEmpty = known !== null && total === 0 && session.window.rows.length === 0;
  return (
    // Where there is less height, as at 400 % zoom, the page scrolls: its panes keep room to be used.
    <div className="flex h-[max(100dvh,22rem)] flex-col overflow-hidden bg-canvas max-md:h-[max(100dvh,31rem)]">
      <TopBar
        bin={bin}
        link={session.link}
        covered={pane === "detail" && summary !== null}
        onBinChanged={onBinChanged}
        onOpen={setOpen}
        onSendTest={() => void test.send()}
        onCopyOwnerLink={() => void (bin && copyOwnerLink(bin))}
      />
      <Announcer bin={binId} session={session} />
      <main className="flex min-h-0 flex-1">
        {isEmpty && bin ? (
          <EmptyBin bin={bin} onSendTest={() => void test.send()} sending={test.isSending} />
        ) : (
          <>
            <ListPane
              {...{ binId, bin, handle, listed, choosing, field }}
              covered={pane === "detail"}
              onOpenCapture={openCapture}
              onOpenWithChosen={openWithChosen}
            />
            <Splitter />
            <DetailPane
              bin={bin}
              shown={shown}
              covered={pane === "list"}
              onBack={() => setPane("list")}
              onStep={(to) => void actions[to]()}
              onWork={() => (follow || listed.isGrowing) && stay()}
              heard={handle}
              onResend={() => openOnShown("resend")}
              onStay={stay}
              onDelete={() => summary && deleteOne(summary)}
              onEditReply={() => setOpen("reply")}
              onMark={async (changes) => summary !== null && (await onMark(summary, changes))}
              noting={{ ...notes, begin: startNote }}
              onCompare={() => openOnShown("compare")}
              onTypes={() => openOnShown("types")}
              onFilter={filterBy}
            />
          </>
        )}
      </main>
      {bin ? (
        <InspectorWindows
          which={open}
          onChange={setOpen}
          bin={bin}
          capture={capture}
          chosen={many}
          palette={{
            ...{ summary, capture, run: actions, choosing, follow, filterBy, openOnShown, openWithChosen },
            ...{ filterText: listed.text, setFilterText: listed.setText },
            onFollow: (on) => dispatch({ kind: "follow", on }),
            showDetail: () => setPane("detail"),
          }}
          total={total}
          heard={handle}
          onBinChanged={onBinChanged}
          onDeletedAll={() => dispatch({ kind: "removed all" })}
          onDeleted={(seqs) => {
            const gone = new Set(seqs);
            const left = rows.filter((row) => !gone.has(row.seq));
            const next = selected !== null && gone.has(selected) ? neighbourOf(left, selected) : undefined;
            if (next && !follow) choose({ kind: "select", seq: next.seq });
            dispatch({ kind: "removed", seqs });
            choosing.stop();
          }}
        />
      ) : null}
    </div>
  );
}
