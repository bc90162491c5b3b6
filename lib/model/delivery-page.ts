/** As many deliveries as one page of them holds. Beside the schemas, so that the browser need not load those. */
export const MAX_DELIVERY_PAGE = 200;
