/** What a person can mend: shown as it is, without a stack trace. */
export class StackError extends Error {}
