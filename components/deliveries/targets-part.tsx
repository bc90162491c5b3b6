"use client";
import Crosshair from "lucide-react/icons/crosshair";
import Lock from "lucide-react/icons/lock";
import Pencil from "lucide-react/icons/pencil";
import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { useRef, useState } from "react";
import { coverTarget } from "#components/bin/secret-names.ts";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { oneInPlace } from "#components/ui/focus-in-place.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { showDone } from "#components/ui/notify.ts";
import { Tag } from "#components/ui/tag.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { Target } from "#lib/model/target.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { EmptyPart } from "./empty-part.tsx";
import { TargetWindow } from "./target-window.tsx";
import type { OutboxData } from "./use-outbox.ts";

export type TargetsPartProps = {
  data: OutboxData;
  reload: () => Promise<void>;
  /** A new one is being written. */
  adding: boolean;
  onAdding: (on: boolean) => void;
};

/** Saved targets: where captures go, and what each delivery there carries. */
export function TargetsPart({ data, reload, adding, onAdding }: TargetsPartProps) {
  const { bin, targets, forwards } = data;
  const [edited, setEdited] = useState<Target | null>(null);
  const [removed, setRemoved] = useState<Target | null>(null);
  const place = useRef(0);
  const ask = (target: Target) => {
    place.current = targets.indexOf(target);
    setRemoved(target);
  };
  useOffer(() =>
    // Its place tells those of one name apart.
    targets.flatMap((target, index) => [
      { label: `Edit target ${index + 1}: ${target.name}`, run: () => setEdited(target) },
      { label: `Delete target ${index + 1}: ${target.name}`, run: () => ask(target) },
    ]),
  );
  return (
    <>
      {targets.length === 0 ? (
        <EmptyPart
          icon={<Crosshair aria-hidden />}
          title="Name the places captures go to"
          action={
            <Button
              look="primary"
              size="lg"
              data-add-to="targets"
              onClick={() => onAdding(true)}
              icon={<Plus aria-hidden className="size-4" />}
            >
              Save a target
            </Button>
          }
        >
          A target has an address, headers of its own (a token, say, that is never shown again) and a pace it can bear.
        </EmptyPart>
      ) : (
        <>
          <div className="mb-3 flex items-center justify-between gap-3">
            <h2 className="text-base font-semibold">Targets</h2>
            <Button data-add-to="targets" onClick={() => onAdding(true)} icon={<Plus aria-hidden className="size-4" />}>
              New target
            </Button>
          </div>
          <ul aria-label="Targets" className="divide-y overflow-hidden rounded-xl border bg-surface shadow-low">
            {targets.map((target) => (
              <li key={target.id} className="flex items-start gap-2 py-3 pr-2 pl-4">
                <div className="min-w-0 flex-1">
                  <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
                    <span className="max-w-full truncate font-semibold">{target.name}</span>
                    {target.circuit.state === "open" ? (
                      <Tag tone="bad">
                        Paused
                        {target.circuit.openUntil === null ? null : (
                          <span>
                            until <Clock iso={target.circuit.openUntil} />
                          </span>
                        )}
                      </Tag>
                    ) : null}
                  </p>
                  <p className="clipped mt-0.5 text-sm text-soft" title={coverTarget(target.url)}>
                    {coverTarget(target.url)}
                  </p>
                  <p className="mt-0.5 flex flex-wrap gap-x-4 text-sm text-faint">
                    <span>{paceWords(target)}</span>
                    <span>{usedBy(forwards.filter((forward) => forward.target === target.id).length)}</span>
                  </p>
                  {target.headers.length > 0 ? (
                    <ul aria-label={`Headers of ${target.name}`} className="mt-2 flex flex-wrap gap-1.5">
                      {target.headers.map((header, index) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: names repeat; the place is their identity
                        <HeaderChip key={index} {...header} />
                      ))}
                    </ul>
                  ) : null}
                </div>
                <IconButton
                  label={`Edit the target ${target.name}`}
                  icon={<Pencil aria-hidden className="size-4" />}
                  onClick={() => setEdited(target)}
                />
                <IconButton
                  label={`Delete the target ${target.name}`}
                  icon={<Trash2 aria-hidden className="size-4" />}
                  data-one-of="targets"
                  onClick={() => ask(target)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {edited === null && !adding ? null : (
        <TargetWindow
          bin={bin.id}
          target={edited}
          onClose={() => {
            setEdited(null);
            onAdding(false);
          }}
          onSaved={() => void reload()}
        />
      )}
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={(open) => !open && setRemoved(null)}
        finalFocus={() => oneInPlace("targets", place.current)}
        title="Delete this target?"
        action="Delete target"
        onConfirm={async () => {
          if (!removed) return;
          await deliveriesApi.deleteTarget(bin.id, removed.id);
          showDone("The target is deleted");
          await reload();
        }}
      >
        <strong className="font-medium break-words text-ink">{removed?.name}</strong> and its headers are gone for good,
        and deliveries that wait for it become dead letters. A target that a forward uses cannot be deleted.
      </ConfirmDialog>
    </>
  );
}

function HeaderChip({ name, value, secret }: Target["headers"][number]) {
  return (
    <li className="flex max-w-full items-center gap-1.5 rounded-md bg-hover px-2 py-0.5">
      {secret ? <Lock aria-hidden className="size-3 shrink-0 text-faint" /> : null}
      <span className="clipped text-xs text-soft">
        {name}: {secret ? "set, not shown" : value}
      </span>
    </li>
  );
}

function paceWords({ concurrency, ratePerSecond }: Target): string {
  const pace = ratePerSecond === null ? "" : `, ${ratePerSecond} a second`;
  return `At most ${concurrency} at once${pace}`;
}

function usedBy(forwards: number): string {
  if (forwards === 0) return "No forward uses it";
  return forwards === 1 ? "Used by 1 forward" : `Used by ${forwards} forwards`;
}
