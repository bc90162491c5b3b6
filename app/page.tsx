import { FrontPage } from "#components/site/front-page.tsx";

export default function Home() {
  return <FrontPage />;
}
