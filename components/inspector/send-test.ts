/** The page itself as a sender: one request to the bin's own address. Rejects with a sentence when it does not arrive. */
export async function sendTest(url: string, count: number): Promise<void> {
  const body = { event: "test.sent", from: "Wirebin", number: count, sentAt: new Date().toISOString() };
  try {
    // "no-cors": the bin's reply need not allow this page to read it; that the request arrives is all that matters.
    await fetch(`${url.replace(/\/$/, "")}/test?from=dashboard`, {
      method: "POST",
      mode: "no-cors",
      credentials: "omit",
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The test request did not reach the bin. Is the server running?");
  }
}
