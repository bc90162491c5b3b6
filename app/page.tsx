import { headers } from "next/headers";
import { FrontPage } from "#components/site/front-page.tsx";
import { ownedBins } from "#lib/api/page-data.ts";

export default async function Home() {
  return <FrontPage bins={await ownedBins((await headers()).get("cookie"))} />;
}
