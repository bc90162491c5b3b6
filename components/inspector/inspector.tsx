"use client";
import { useCallback, useRef, useState } from "react";
import type { Bin } from "#lib/model/bin.ts";
import { useAlerts } from "./alerts/use-alerts.ts";
import { Announcer } from "./announcer.tsx";
import { copyOwnerLink } from "./copy-links.ts";
import { DetailPane } from "./detail/detail-pane.tsx";
import { EmptyBin } from "./empty-bin.tsx";
import { type Term, withTerm } from "./filter/filter-text.ts";
import { useListFilter } from "./filter/use-list-filter.ts";
import { GonePart } from "./gone-part.ts";
import { type InspectorWindow, InspectorWindows } from "./inspector-windows.tsx";
import { ListPane } from "./list/list-pane.tsx";
import { totalHeld } from "./session/state.ts";
import { type InitialData, useSession } from "./session/use-session.ts";
import { Splitter } from "./splitter.tsx";
import { TopBar } from "./top/top-bar.tsx";
import { useChoosing } from "./use-choosing.ts";
import { useInspectorShortcuts } from "./use-inspector-shortcuts.ts";
import { useMarks } from "./use-marks.ts";
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
  const { session, dispatch, onDelivery } = handle;
  const { bin, selected, follow, known, gone } = session;
  const listed = useListFilter(handle);
  const { rows } = listed.session.window;
  const field = useRef<HTMLInputElement>(null);
  const choosing = useChoosing(rows);
  const onMark = useMarks(binId, dispatch);
  const [noting, setNoting] = useState<number | null>(null);
  const [many, setMany] = useState<readonly number[]>([]);
  const [open, setOpen] = useState<InspectorWindow | null>(null);
  const [pane, setPane] = usePlace({ binId, selected, follow, dispatch });
  const test = useSendTest(bin);
  const deleteOne = useUndoDelete(binId, dispatch);
  useWarmUp();
  usePageTitle(bin?.title || binId, session.unread);
  useAlerts(binId, session, () => dispatch({ kind: "follow", on: true }));

  const shown = useShown(binId, session, rows);
  const { summary } = shown;
  const capture = shown.loaded.kind === "ready" ? shown.loaded.capture : null;
  const total = totalHeld(session);

  const onBinChanged = useCallback((changed: Bin) => dispatch({ kind: "bin", bin: changed }), [dispatch]);
  const openCapture = useCallback(
    (chosen: number) => {
      dispatch({ kind: "select", seq: chosen });
      setPane("detail");
    },
    [dispatch, setPane],
  );
  const openWith = (which: InspectorWindow, seqs: Iterable<number>) => {
    setMany([...seqs]);
    setOpen(which);
  };
  const openTypes = () => selected !== null && openWith("types", [selected]);
  const openWithChosen = (which: InspectorWindow) => openWith(which, choosing.chosen ?? []);
  const filterBy = (term: Term, value: string) => {
    listed.setText(withTerm(listed.text, term, value));
    setPane("list");
  };
  const actions = useInspectorShortcuts({
    ...{ bin, handle, listed, choosing, summary, isLoaded: capture !== null, field },
    ...{ setPane, open, setOpen, openWithChosen, setNoting, sendTest: test.send, deleteOne, onMark },
  });

  if (gone) return <GonePart bin={binId} wasOpen={known !== null} />;

  const isEmpty = known !== null && total === 0 && session.window.rows.length === 0;
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
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
              onDelivery={onDelivery}
              onResend={() => setOpen("resend")}
              onDelete={() => summary && deleteOne(summary.seq)}
              onEditReply={() => setOpen("reply")}
              onMark={async (changes) => summary !== null && (await onMark(summary, changes))}
              noting={summary !== null && noting === summary.seq}
              onNoting={(on) => setNoting(on && summary ? summary.seq : null)}
              onCompare={() => setOpen("compare")}
              onTypes={openTypes}
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
            ...{ summary, run: actions, choosing, follow, filterBy, openTypes, openWithChosen },
            ...{ filterText: listed.text, setFilterText: listed.setText },
            onFollow: (on) => dispatch({ kind: "follow", on }),
          }}
          total={total}
          onDelivery={onDelivery}
          onBinChanged={onBinChanged}
          onDeletedAll={() => dispatch({ kind: "removed all" })}
          onDeleted={(seqs) => {
            dispatch({ kind: "removed", seqs });
            choosing.stop();
          }}
        />
      ) : null}
    </div>
  );
}
