"use client";
import type { ReactNode } from "react";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Target } from "#lib/model/target.ts";

/** Where something is sent: `target` is the id of a saved one, or empty when `url` says it. */
export type Destination = { target: string; url: string };

const ANOTHER = "another";

/** A saved target, or any address. */
export function DestinationFields({
  destination,
  targets,
  onChange,
  at,
  children,
}: {
  destination: Destination;
  targets: readonly Target[];
  onChange: (destination: Partial<Destination>) => void;
  at: (path: string) => string | undefined;
  /** Stands beside the address. */
  children?: ReactNode;
}) {
  const { target, url } = destination;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-3">
      {targets.length > 0 ? (
        <Select
          label="Target"
          value={target || ANOTHER}
          choices={[
            ...targets.map(({ id, name, url }) => ({ value: id, label: `${name} (${url})` })),
            { value: ANOTHER, label: "Another address…" },
          ]}
          onChange={(chosen) => onChange({ target: chosen === ANOTHER ? "" : chosen })}
        />
      ) : null}
      {at("target") ? (
        <p role="alert" className="text-sm text-bad">
          {at("target")}
        </p>
      ) : null}
      {target === "" ? (
        <div className={children === undefined ? undefined : "grid gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]"}>
          <TextField
            label="Target URL"
            value={url}
            onChange={(typed) => onChange({ url: typed })}
            placeholder="http://localhost:8080/webhooks"
            inputMode="url"
            autoComplete="url"
            name="target"
            problem={at("url")}
            mono
          />
          {children}
        </div>
      ) : null}
    </div>
  );
}
