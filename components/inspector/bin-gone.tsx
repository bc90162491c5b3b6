"use client";
import Unplug from "lucide-react/icons/unplug";
import { useState } from "react";
import { keyFrom, rememberKey } from "#components/bin/keys.ts";
import { isRefusal } from "#components/bin/use-claim.ts";
import { PaletteButton } from "#components/palette/palette-button.tsx";
import { Logo } from "#components/site/logo.tsx";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { TextField } from "#components/ui/text-field.tsx";
import { api } from "./session/api.ts";
import { sentenceOf } from "./session/use-session.ts";

/** What is shown instead of a bin that is no more, never was, or belongs to another browser. The three look alike on purpose. */
export function BinGone({ bin, wasOpen }: { bin: string; wasOpen: boolean }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col px-5 py-6">
      <div className="flex items-center justify-between">
        <a href="/" aria-label="Wirebin: all bins" className="rounded-md">
          <Logo />
        </a>
        <PaletteButton />
      </div>
      <div className="my-auto flex flex-col gap-6 py-12">
        <span className="grid size-12 place-items-center rounded-xl bg-hover text-soft">
          <Unplug aria-hidden className="size-6" />
        </span>
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{wasOpen ? "This bin is gone" : "No such bin here"}</h1>
          <p className="mt-2 text-soft">
            {wasOpen
              ? "It was deleted while you had it open, or this browser may no longer read it."
              : "There may be three reasons:"}
          </p>
          {wasOpen ? null : (
            <ul className="mt-3 flex list-disc flex-col gap-1.5 pl-5 text-soft">
              <li>It was deleted, or expired after some days without use.</li>
              <li>The address is mistyped.</li>
              <li>It was made in another browser, and this one has not been given its key.</li>
            </ul>
          )}
          <p className="clipped mt-3 text-sm text-faint">{bin}</p>
        </div>
        <KeyForm bin={bin} />
        <div className="flex gap-2 border-t pt-6">
          <a href="/" className={buttonClass("primary")}>
            Make a new bin
          </a>
        </div>
      </div>
    </main>
  );
}

function KeyForm({ bin }: { bin: string }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    setProblem("");
    const key = keyFrom(text);
    try {
      await api.claimBin(bin, key);
      rememberKey(bin, key);
      location.reload();
    } catch (error) {
      setProblem(isRefusal(error) ? "This key does not open this bin." : sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <TextField
        label="Have its owner link or key?"
        value={text}
        onChange={setText}
        placeholder="Paste it here"
        problem={problem}
        autoComplete="off"
        mono
        className="flex-1"
      />
      <Button type="submit" busy={busy} disabled={text.trim() === ""} className="mt-6">
        Open
      </Button>
    </form>
  );
}
