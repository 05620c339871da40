import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** A database that is open, whichever it is. */
export type Db = Kysely<Schema>;

/** A database, or a transaction in one: what a command speaks to. */
export type Connection = Db | Transaction<Schema>;
