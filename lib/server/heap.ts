import { setFlagsFromString } from "node:v8";

/**
 * V8 notices which places of the code make objects that live long, and from then on puts what they make straight among the old ones. A few
 * hundred slow answers of the API teach it that of Node's own HTTP messages; afterwards every capture's message is old from birth, with all
 * that hangs on it, memory grows by 6 KB a capture until the next full collection, and these take an eighth of the main thread
 * (docs/decisions/0011-young-objects.md).
 */
setFlagsFromString("--no-allocation-site-pretenuring");
