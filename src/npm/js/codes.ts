// Every code that an error can have.

/** A stable identifier of what happened. */
export type Code = string;
