import LoaderCircle from "lucide-react/icons/loader-circle";

/** Decoration beside words that say what is under way. */
export function Spinner() {
  return <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />;
}
