"use client";
import { HeaderRows } from "#components/inspector/windows/header-rows.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { HeaderDraft } from "./target-draft.ts";

export type TargetHeadersProps = {
  headers: readonly HeaderDraft[];
  onChange: (headers: readonly HeaderDraft[]) => void;
  problemAt: (place: number) => string | undefined;
};

/** Headers of a target. A secret value can be typed and never read again. */
export function TargetHeaders({ headers, onChange, problemAt }: TargetHeadersProps) {
  return (
    <HeaderRows
      legend="Headers of each delivery"
      hint="They take the place of captured ones of the same name. A secret value is never shown again, not here and not in attempts."
      rows={headers}
      onChange={onChange}
      blank={{ name: "", value: "", secret: false, kept: false }}
      problemAt={problemAt}
      rename={(row, name) => ({ ...row, name, kept: false })}
      valueProps={({ secret, kept }) => ({
        type: secret ? "password" : "text",
        autoComplete: secret ? "new-password" : "off",
        ...(secret && kept && { placeholder: "Set. Type to replace it" }),
      })}
      aside={(row, index, change) => (
        <div className="max-sm:order-last max-sm:col-span-3 max-sm:py-1">
          <Switch
            label={
              <>
                Secret<span className="sr-only">: header {index + 1}</span>
              </>
            }
            checked={row.secret}
            onChange={(secret) => change({ ...row, secret })}
          />
        </div>
      )}
    />
  );
}
