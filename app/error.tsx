"use client";
import { Lost } from "#components/site/lost.tsx";
import { buttonClass } from "#components/ui/button-class.ts";

/** Stands by on every page, so it is made of little: what it needs comes with all of them. */
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <Lost
      code="Error"
      title="This page broke"
      actions={
        <>
          <button type="button" className={buttonClass("primary")} onClick={reset}>
            Try again
          </button>
          <button type="button" className={buttonClass()} onClick={() => location.reload()}>
            Reload the page
          </button>
        </>
      }
    >
      Nothing that was captured is lost: it is on the server. Try again; if it breaks again, reload.
    </Lost>
  );
}
