import { filled } from "#components/inspector/windows/filled-rows.ts";
import type { NewTarget, Target } from "#lib/model/target.ts";

/** A target as it is typed, and back. */

/** `kept`: a secret of this name is set; without a new value it stays. */
export type HeaderDraft = { name: string; value: string; secret: boolean; kept: boolean };
export type TargetDraft = {
  name: string;
  url: string;
  headers: readonly HeaderDraft[];
  concurrency: string;
  rate: string;
};

export function targetDraftOf(target: Target | null): TargetDraft {
  return {
    name: target?.name ?? "",
    url: target?.url ?? "",
    headers: (target?.headers ?? []).map(({ name, value, secret }) => ({
      ...{ name, secret },
      value: value ?? "",
      kept: secret,
    })),
    concurrency: String(target?.concurrency ?? 5),
    rate: target?.ratePerSecond == null ? "" : String(target.ratePerSecond),
  };
}

/** Rows left empty are dropped; a number that is none is sent as it is, so that the server's words about it are shown. */
export function targetOf({ name, url, headers, concurrency, rate }: TargetDraft): Required<NewTarget> {
  return {
    name: name.trim(),
    url: url.trim(),
    headers: filled(headers).map(({ name, value, secret, kept }) => ({
      ...{ name, secret },
      ...((value !== "" || !(kept && secret)) && { value }),
    })),
    concurrency: Number(concurrency || Number.NaN),
    ratePerSecond: rate.trim() === "" ? null : Number(rate),
  };
}

/** Secrets do not move to another server: their values are needed again. */
export function losesSecrets(target: Target | null, draft: TargetDraft): boolean {
  if (!target || !draft.headers.some(({ kept, secret, value }) => kept && secret && value === "")) return false;
  const wanted = draft.url.trim();
  return URL.canParse(wanted) && new URL(wanted).origin !== new URL(target.url).origin;
}
