/**
 * Pieces of SQL with their parameters, from what both generated clients share: importing them from one client would load that client where
 * only the other is used.
 */
export { join, raw, type Sql, sqltag as sql } from "@prisma/client/runtime/client";
