"use client";
import { use, useMemo } from "react";
import { coverBody, coverMalformed } from "#components/bin/cover-body.ts";
import { SecretsButton, SecretsContext } from "#components/bin/secrets-shown.tsx";
import type { Capture } from "#lib/model/capture.ts";
import type { ViewResult } from "#lib/views/view.ts";
import { ViewResultPart, type ViewResultProps } from "./view-result.tsx";

export type CoveredTextProps = Omit<ViewResultProps, "result"> & {
  result: ViewResult & { kind: "text" };
  capture: Pick<Capture, "kind" | "contentType">;
};

/** A body as text whose secrets other views of it cover: a form, parts, or a whole message that could not be read. */
export function CoveredText({ result, capture: { kind, contentType }, ...shared }: CoveredTextProps) {
  const { areShown } = use(SecretsContext);
  const covered = useMemo(() => {
    const { text } = result;
    return { ...result, text: kind === "malformed" ? coverMalformed(text) : coverBody(text, contentType) };
  }, [result, kind, contentType]);
  return (
    <>
      {covered.text === result.text ? null : (
        <div className="flex justify-end px-2 pt-2">
          <SecretsButton />
        </div>
      )}
      <ViewResultPart result={areShown ? result : covered} {...shared} />
    </>
  );
}
