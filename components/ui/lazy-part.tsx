"use client";
import { Component, type ComponentType, type ReactNode, useEffect, useState } from "react";
import { Problem } from "./problem.tsx";

export type LazyPartOptions = {
  /** What it is, at the start of a sentence: "This window". */
  name: string;
  /** Stands in its place until it is there. */
  waiting?: ReactNode;
  /** Its problem is shown over the page, for parts that have no place of their own. */
  floating?: boolean;
};

/**
 * A part of the page that is fetched when it is first drawn. When fetching fails (offline, or the server has a newer build), or when
 * the part itself breaks, a problem with "Try again" stands in its place and the rest of the page lives on.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { name, waiting = null, floating = false }: LazyPartOptions,
): ComponentType<Props> {
  let Loaded: ComponentType<Props> | null = null;
  const problem = (onRetry: () => void) => <PartProblem name={name} floating={floating} onRetry={onRetry} />;

  return function LazyPart(props: Props) {
    const [state, setState] = useState<"loading" | "failed" | "ready">(Loaded ? "ready" : "loading");
    useEffect(() => {
      if (state !== "loading") return;
      let current = true;
      load().then(
        (part) => {
          Loaded = part;
          if (current) setState("ready");
        },
        () => current && setState("failed"),
      );
      return () => {
        current = false;
      };
    }, [state]);
    if (state === "failed") return problem(() => setState("loading"));
    return Loaded === null ? waiting : <Boundary problem={problem}>{<Loaded {...props} />}</Boundary>;
  };
}

type BoundaryProps = { children: ReactNode; problem: (onRetry: () => void) => ReactNode };

class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? this.props.problem(() => this.setState({ broken: false })) : this.props.children;
  }
}

function PartProblem({ name, floating, onRetry }: { name: string; floating: boolean; onRetry: () => void }) {
  const said = (
    <Problem title={`${name} could not be loaded`} onRetry={onRetry}>
      The connection may be gone for the moment. Everything else on this page still works.
    </Problem>
  );
  if (!floating) return said;
  return (
    <div className="fixed inset-x-3 bottom-3 z-50 mx-auto max-w-md rounded-xl border bg-raised shadow-high">{said}</div>
  );
}
