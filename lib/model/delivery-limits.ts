/** What the browser needs to know of deliveries, apart from the schemas: those need not be loaded there. */

export const DELIVERY_STATES = ["waiting", "succeeded", "failed", "dead"] as const;
/** As many deliveries as one page of them holds. */
export const MAX_DELIVERY_PAGE = 200;
/** As much of a target's answer is kept. */
export const MAX_ANSWER_BYTES = 1024 * 1024;
