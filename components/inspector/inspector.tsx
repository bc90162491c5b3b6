"use client";
import ArrowLeft from "lucide-react/icons/arrow-left";
import { useCallback, useRef, useState } from "react";
import { ownerLink } from "#components/bin/keys.ts";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copy-text.ts";
import { cx } from "#components/ui/cx.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import { Problem } from "#components/ui/problem.tsx";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import { Announcer } from "./announcer.tsx";
import { BinGone } from "./bin-gone.tsx";
import { copyAs } from "./copy-as.ts";
import { copyMany } from "./copy-many.ts";
import { CaptureDetail } from "./detail/capture-detail.tsx";
import { useCapture } from "./detail/use-capture.ts";
import { useSettled } from "./detail/use-settled.ts";
import { EmptyBin } from "./empty-bin.tsx";
import { FilterBox } from "./filter/filter-box.tsx";
import { type Term, withTerm } from "./filter/filter-text.ts";
import { useListFilter } from "./filter/use-list-filter.ts";
import { type InspectorWindow, InspectorWindows } from "./inspector-windows.tsx";
import { CaptureList } from "./list/capture-list.tsx";
import { ChosenBar } from "./list/chosen-bar.tsx";
import { ListHeader } from "./list/list-header.tsx";
import { ListLoading } from "./list/list-loading.tsx";
import { paletteActions } from "./palette-actions.ts";
import { usePreferences } from "./preferences.ts";
import { sendTest } from "./send-test.ts";
import { totalHeld, withMark } from "./session/state.ts";
import { type InitialData, useSession } from "./session/use-session.ts";
import { type ShortcutActions, useShortcuts } from "./shortcuts.ts";
import { Splitter } from "./splitter.tsx";
import { TopBar } from "./top/top-bar.tsx";
import { useChoosing } from "./use-choosing.ts";
import { useMarks } from "./use-marks.ts";
import { usePageTitle } from "./use-page-title.ts";
import { usePlace } from "./use-place.ts";
import { useUndoDelete } from "./use-undo-delete.ts";
import { useWarmUp } from "./use-warm-up.ts";

export type InspectorProps = {
  binId: string;
  /** The capture named in the address. */
  seq: number | null;
  /** What the server knew when it made the page; without it the page asks. */
  initial?: InitialData | undefined;
};

/** While everything arriving is followed, the detail changes at most so often. */
const FOLLOW_MS = 250;

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
  const [sending, setSending] = useState(false);
  const sent = useRef(0);
  const { listWidth } = usePreferences();
  const deleteOne = useUndoDelete(binId, dispatch);
  useWarmUp();
  usePageTitle(bin?.title || binId, session.unread);

  const shown = useSettled(selected, follow ? FOLLOW_MS : 0);
  const { loaded, retry } = useCapture(binId, shown);
  const capture = loaded.kind === "ready" ? loaded.capture : null;
  const isShown = (row: Summary) => row.seq === shown;
  const summary =
    rows.find(isShown) ??
    session.window.rows.find(isShown) ??
    (capture?.seq === shown ? withMark(capture, session.marks.get(capture.seq)) : null);
  const total = totalHeld(session);

  const onBinChanged = useCallback((changed: Bin) => dispatch({ kind: "bin", bin: changed }), [dispatch]);
  const openCapture = useCallback(
    (chosen: number) => {
      dispatch({ kind: "select", seq: chosen });
      setPane("detail");
    },
    [dispatch, setPane],
  );

  const sendOne = async () => {
    if (!bin || sending) return;
    setSending(true);
    sent.current += 1;
    try {
      await sendTest(bin.url, sent.current);
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "The test request was not sent.");
    } finally {
      setSending(false);
    }
  };
  const copyOwnerLink = async () => {
    const link = bin ? ownerLink(binId, new URL(bin.dashboardUrl).origin) : null;
    if (link === null) showProblem("The key of this bin is not known in this browser.");
    else if (await copyText(link)) showDone("Copied the owner link. Whoever has it owns this bin.");
    else showProblem("The browser did not allow copying.");
  };

  const step = (by: number) => {
    const at = rows.findIndex((row) => row.seq === selected);
    const next = rows[Math.min(Math.max(0, at + by), rows.length - 1)];
    if (next) dispatch({ kind: "select", seq: next.seq });
  };
  const focusList = () => document.querySelector<HTMLElement>("[role=listbox]")?.focus();
  const filterBy = (term: Term, value: string) => {
    listed.setText(withTerm(listed.text, term, value));
    setPane("list");
  };
  const openTypes = () => {
    if (selected === null) return;
    setMany([selected]);
    setOpen("types");
  };
  const withMany = (which: InspectorWindow) => {
    setMany([...(choosing.chosen ?? [])]);
    setOpen(which);
  };
  const shortcuts: ShortcutActions = {
    next: () => step(1),
    previous: () => step(-1),
    oldest: () => step(rows.length),
    newest: () => (listed.isFiltered ? step(-rows.length) : dispatch({ kind: "follow", on: true })),
    open: () => setPane("detail"),
    back: () => (choosing.chosen ? choosing.stop() : setPane("list")),
    filter: () => {
      setPane("list");
      field.current?.focus();
    },
    choose: () => selected !== null && choosing.toggle(selected, false),
    pin: () => summary && onMark(summary, { pinned: !summary.pinned }),
    note: () => setNoting(selected),
    compare: () => capture && setOpen("compare"),
    palette: () => setOpen(open === "palette" ? null : "palette"),
    help: () => setOpen("help"),
    editReply: () => setOpen("reply"),
    sendTest: () => void sendOne(),
    copyAddress: () => void (bin && copyText(bin.url).then((done) => done && showDone("Copied the address"))),
    copyCurl: () => void (bin && selected !== null && copyAs(bin, selected, "curl")),
    resend: () => capture && setOpen("resend"),
    remove: () => {
      if (choosing.chosen?.size) withMany("delete-chosen");
      else if (selected !== null) deleteOne(selected);
    },
  };
  useShortcuts(shortcuts);

  if (gone) return <BinGone bin={binId} wasOpen={known !== null} />;

  const isEmpty = known !== null && total === 0 && session.window.rows.length === 0;
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
      <TopBar
        bin={bin}
        link={session.link}
        onBinChanged={onBinChanged}
        onOpen={setOpen}
        onSendTest={() => void sendOne()}
        onCopyOwnerLink={() => void copyOwnerLink()}
      />
      <Announcer bin={binId} session={session} />
      <main className="flex min-h-0 flex-1">
        {isEmpty && bin ? (
          <EmptyBin bin={bin} onSendTest={() => void sendOne()} sending={sending} />
        ) : (
          <>
            <div
              style={{ "--list-width": `${listWidth}px` }}
              className={cx(
                "flex min-h-0 w-full min-w-0 flex-col bg-surface md:w-(--list-width) md:max-w-[60vw] md:shrink-0",
                pane === "detail" && "max-md:hidden",
              )}
            >
              <ListHeader
                total={total}
                found={listed.isFiltered ? { count: rows.length, isAll: !listed.isLooking } : null}
                follow={follow}
                onFollow={(on) => dispatch({ kind: "follow", on })}
                choosing={choosing.chosen !== null}
                onChoose={() => {
                  if (choosing.chosen) choosing.stop();
                  else choosing.none();
                }}
              />
              <FilterBox text={listed.text} onChange={listed.setText} onLeave={focusList} field={field} />
              {known === null ? (
                session.pageProblem === null ? (
                  <ListLoading />
                ) : (
                  <Problem
                    title="The captures could not be loaded"
                    onRetry={() => dispatch({ kind: "want", ask: { kind: "newest" } })}
                  >
                    {session.pageProblem}
                  </Problem>
                )
              ) : (
                <CaptureList
                  bin={binId}
                  session={listed.session}
                  dispatch={listed.dispatch}
                  onOpen={openCapture}
                  visible={pane === "list" || !isNarrow()}
                  chosen={choosing.chosen}
                  onChoose={choosing.toggle}
                  empty={listed.isFiltered ? <NothingFits onClear={() => listed.setText("")} /> : null}
                />
              )}
              {choosing.chosen ? (
                <ChosenBar
                  count={choosing.chosen.size}
                  onAll={choosing.all}
                  onCopy={(as) => void (bin && copyMany(bin, choosing.chosen ?? [], as))}
                  onTypes={() => withMany("types")}
                  onResend={() => withMany("resend-chosen")}
                  onDelete={() => withMany("delete-chosen")}
                  onStop={choosing.stop}
                />
              ) : null}
            </div>
            <Splitter />
            <div className={cx("flex min-h-0 min-w-0 flex-1 flex-col", pane === "list" && "max-md:hidden")}>
              <div className="flex h-11 shrink-0 items-center border-b bg-surface px-1.5 md:hidden">
                <Button
                  look="ghost"
                  icon={<ArrowLeft aria-hidden className="size-4" />}
                  onClick={() => setPane("list")}
                >
                  Captures
                </Button>
              </div>
              {bin && summary ? (
                <CaptureDetail
                  bin={bin}
                  summary={summary}
                  loaded={loaded}
                  onRetry={retry}
                  onDelivery={onDelivery}
                  onResend={() => setOpen("resend")}
                  onDelete={() => deleteOne(summary.seq)}
                  onEditReply={() => setOpen("reply")}
                  onMark={(changes) => onMark(summary, changes)}
                  noting={noting === summary.seq}
                  onNoting={(on) => setNoting(on ? summary.seq : null)}
                  onCompare={() => setOpen("compare")}
                  onTypes={openTypes}
                  onFilter={filterBy}
                />
              ) : (
                <NoDetail
                  loadedKind={shown === null ? null : loaded.kind}
                  problem={loaded.kind === "failed" ? loaded.problem : ""}
                  onRetry={retry}
                />
              )}
            </div>
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
          actions={paletteActions(shortcuts, setOpen, openTypes, summary !== null)}
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

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-14 text-center">
      <p className="text-base font-medium">Nothing fits this filter</p>
      <p className="max-w-xs text-sm text-soft">Captures that arrive and fit will appear here.</p>
      <Button onClick={onClear}>Clear the filter</Button>
    </div>
  );
}

function NoDetail({
  loadedKind,
  problem,
  onRetry,
}: {
  loadedKind: "loading" | "ready" | "missing" | "failed" | null;
  problem: string;
  onRetry: () => void;
}) {
  if (loadedKind === "missing") {
    return (
      <Problem title="This capture is no longer here">
        It was deleted, or made room for newer ones. Choose another one from the list.
      </Problem>
    );
  }
  if (loadedKind === "failed") {
    return (
      <Problem title="This capture could not be loaded" onRetry={onRetry}>
        {problem}
      </Problem>
    );
  }
  return (
    <p className="m-auto px-6 text-center text-sm text-faint">
      {loadedKind === null ? "Choose a capture to see it here." : "Loading…"}
    </p>
  );
}

function isNarrow(): boolean {
  return typeof window !== "undefined" && window.matchMedia("(width < 48rem)").matches;
}
