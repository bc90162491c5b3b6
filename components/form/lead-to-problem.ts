/** Leads the reader to what is wrong in a form: into the first field that is marked; else the sentence comes into sight, and is read out. */
export function leadToProblem(form: Element | null | undefined): void {
  const field = form?.querySelector<HTMLElement>("[aria-invalid=true]");
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (field) field.focus();
  else form?.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest", behavior: isCalm ? "auto" : "smooth" });
}
