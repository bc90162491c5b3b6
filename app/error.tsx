"use client";
import { Lost } from "#components/site/lost.tsx";
import { Button } from "#components/ui/button.tsx";

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <Lost
      code="Error"
      title="This page broke"
      actions={
        <>
          <Button look="primary" onClick={reset}>
            Try again
          </Button>
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </>
      }
    >
      Nothing that was captured is lost: it is on the server. Try again; if it breaks again, reload.
    </Lost>
  );
}
