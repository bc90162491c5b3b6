// The first limit: Node's bare server that reads the body, stores nothing and answers.
import { createServer } from "node:http";

const server = createServer((message, response) => {
  message.on("data", () => {});
  message.on("end", () => response.writeHead(200, ["Content-Length", "0"]).end());
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
process.on("disconnect", () => process.exit(0));
