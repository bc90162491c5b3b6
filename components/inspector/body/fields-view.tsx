"use client";
import { useContext } from "react";
import { coverField, hasSecrets, withSecrets } from "#components/bin/cover-value.ts";
import { SecretsButton } from "#components/bin/secrets-shown.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatCount } from "#components/ui/format.ts";
import type { FormField } from "#lib/views/view.ts";
import { PairsTable } from "../detail/pairs-table.tsx";
import { FindSameContext } from "./find-same.ts";
import { ViewResultPart, type ViewResultProps } from "./view-result.tsx";

/** The fields of a form in order, and below them what is inside those that hold more than text. */
export function FieldsView({ fields, ...shared }: { fields: FormField[] } & Omit<ViewResultProps, "result">) {
  const { inForm } = useContext(FindSameContext);
  const pairs = fields.map(({ name, value }): [string, string] => [name, value]);
  const isSome = hasSecrets(pairs, coverField);
  const nested = fields.filter((field) => field.nested !== null);
  return (
    <div className="flex flex-col gap-3 p-2">
      <div className="-mb-2 flex items-center gap-1 pr-1 pl-1">
        <span className="figures text-xs text-faint">
          {fields.length === 1 ? "1 field" : `${formatCount(fields.length)} fields`}
        </span>
        <span className="ml-auto flex items-center gap-1">
          {isSome ? <SecretsButton /> : null}
          <CopyButton
            size="sm"
            label={withSecrets("Copy all fields", isSome)}
            text={() => pairs.map(([name, value]) => `${name}=${value}`).join("\n")}
          />
        </span>
      </div>
      <PairsTable label="Fields" pairs={pairs} cover={coverField} filterFor={inForm} />
      {nested.map((field, index) =>
        field.nested === null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: fields repeat and never move
          <section key={index} aria-label={`Inside ${field.name}`} className="rounded-lg border bg-surface">
            <h4 className="border-b px-3 py-1.5 text-xs text-faint">
              Inside <span className="mono text-soft">{field.name}</span>
            </h4>
            <ViewResultPart result={field.nested} {...shared} />
          </section>
        ),
      )}
    </div>
  );
}
