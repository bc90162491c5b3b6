import { api } from "#components/inspector/session/api.ts";
import type { NewBin } from "#lib/model/bin.ts";
import { rememberKey } from "./keys.ts";

/** Makes a bin, keeps its key in this browser and goes to it. Throws ApiProblem. */
export async function makeBin(settings: NewBin): Promise<void> {
  const bin = await api.createBin(settings);
  rememberKey(bin.id, bin.key);
  // The address of the page changes, the page itself loads what it needs for the bin.
  location.assign(`/bins/${bin.id}`);
}
