"use client";
import Plus from "lucide-react/icons/plus";
import { useRef, useState } from "react";
import { makeBin } from "#components/bin/make-bin.ts";
import { ApiProblem } from "#components/inspector/session/api.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** Makes a bin with one press; a name of one's own is possible, never needed. */
export function NewBin() {
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const nameIt = () => {
    setNaming(true);
    // It takes the focus when it comes, and again when it is there.
    form.current?.querySelector("input")?.focus();
  };
  useOffer(() => [{ label: "Create a bin with a name of your own", run: nameIt }]);

  const make = async () => {
    setBusy(true);
    setProblem("");
    try {
      await makeBin(naming && name !== "" ? { name } : {});
    } catch (error) {
      setProblem((error instanceof ApiProblem ? error.at("name") : undefined) ?? sentenceOf(error));
      setBusy(false);
    }
  };

  return (
    <form
      ref={form}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      {naming ? (
        <TextField
          label="Name in the address"
          value={name}
          onChange={(text) => setName(text.toLowerCase())}
          placeholder="my-webhooks"
          hint="3 to 63 characters: a-z, 0-9 and -. Anyone who guesses it can send to it."
          problem={problem}
          autoComplete="off"
          autoFocus
          maxLength={63}
          mono
          className="max-w-sm"
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" size="lg" busy={busy} icon={<Plus aria-hidden className="size-4.5" />}>
          Create a bin
        </Button>
        {naming ? null : (
          <button
            type="button"
            onClick={() => setNaming(true)}
            className="rounded-sm text-base text-soft underline decoration-line-strong underline-offset-4 hover:text-ink"
          >
            with a name of your own
          </button>
        )}
      </div>
      {problem && !naming ? (
        <p role="alert" className="text-sm text-bad">
          {problem}
        </p>
      ) : null}
    </form>
  );
}
